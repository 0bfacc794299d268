package com.example.store;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.content.Target;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Content by its digest, and manifests by their tags. */
final class SharedStore implements Target {
  private record Entry(Descriptor descriptor, ContentSource content) {}

  private final Map<String, Entry> byName = new ConcurrentHashMap<>();
  private final ManifestCodec codec;

  SharedStore(ManifestCodec codec) {
    this.codec = codec;
  }

  @Override
  public void push(Descriptor expected, ContentSource content) throws IOException {
    UnsupportedDigestException.requireKnown(expected.digest());
    byte[] bytes;
    try (InputStream in = VerifyingInputStream.of(content.open(), expected)) {
      bytes = in.readAllBytes();
    }
    if (expected.mediaType().isManifest()) {
      codec.read(expected, bytes);
    }
    byName.put(
        expected.digest().toString(), new Entry(expected.plain(), ContentSource.ofBytes(bytes)));
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    ContentSource content = find(descriptor.digest().toString()).content();
    return VerifyingInputStream.of(content.open(), descriptor);
  }

  @Override
  public boolean exists(Descriptor descriptor) {
    return byName.containsKey(descriptor.digest().toString());
  }

  @Override
  public Descriptor resolve(String tagOrDigest) throws IOException {
    return find(tagOrDigest).descriptor();
  }

  @Override
  public void tag(Descriptor descriptor, String tag) throws IOException {
    byName.put(tag, find(descriptor.digest().toString()));
  }

  private Entry find(String name) throws IOException {
    Entry entry = byName.get(name);
    if (entry == null) {
      throw new NotFoundException("nothing under " + name);
    }
    return entry;
  }
}
