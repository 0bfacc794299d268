package io.oras.core.graph;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Target;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps content in memory, and remembers in which order it was asked for what. */
class RecordingTarget implements Target {
  final Map<Digest, byte[]> content = new ConcurrentHashMap<>();
  final Map<String, Descriptor> tags = new ConcurrentHashMap<>();
  final List<String> calls = new CopyOnWriteArrayList<>();

  Descriptor put(Descriptor descriptor, byte[] bytes) {
    content.put(descriptor.digest(), bytes);
    return descriptor;
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    calls.add("fetch " + descriptor.digest());
    byte[] bytes = content.get(descriptor.digest());
    if (bytes == null) {
      throw new NotFoundException("no " + descriptor.digest());
    }
    return VerifyingInputStream.of(new ByteArrayInputStream(bytes), descriptor);
  }

  @Override
  public boolean exists(Descriptor descriptor) throws IOException {
    calls.add("exists " + descriptor.digest());
    return content.containsKey(descriptor.digest());
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    Descriptor found = tags.get(reference);
    if (found == null) {
      throw new NotFoundException("no " + reference);
    }
    return found;
  }

  @Override
  public void push(Descriptor expected, ContentSource source) throws IOException {
    try (InputStream in = VerifyingInputStream.of(source.open(), expected)) {
      byte[] bytes = in.readAllBytes();
      content.put(expected.digest(), bytes);
    }
    calls.add("push " + expected.digest());
  }

  @Override
  public void tag(Descriptor descriptor, String tag) {
    calls.add("tag " + tag);
    tags.put(tag, descriptor);
  }

  List<String> calls(String verb) {
    return calls.stream().filter(c -> c.startsWith(verb + " ")).toList();
  }
}
