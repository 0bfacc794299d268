package io.oras.core.pack;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a push copies from: content where it lies, on disk or in memory. Closing it deletes the
 * temporary files that packing made.
 */
public final class PackedSource implements ReadOnlyTarget {
  private record Entry(Descriptor descriptor, ContentSource content) {}

  private final Map<Digest, Entry> entries = new ConcurrentHashMap<>();
  private final List<Path> temporary = new CopyOnWriteArrayList<>();

  Descriptor add(Descriptor descriptor, ContentSource content) {
    entries.putIfAbsent(descriptor.digest(), new Entry(descriptor, content));
    return descriptor;
  }

  RawManifest add(RawManifest manifest) {
    add(manifest.descriptor(), ContentSource.ofBytes(manifest.bytes()));
    return manifest;
  }

  /** Deletes the file when this is closed. */
  Path temporary(Path file) {
    temporary.add(file);
    return file;
  }

  @Override
  public InputStream fetch(Descriptor descriptor) throws IOException {
    return VerifyingInputStream.of(source(descriptor).open(), descriptor);
  }

  @Override
  public ContentSource source(Descriptor descriptor) throws IOException {
    return entry(descriptor.digest().toString()).content();
  }

  @Override
  public boolean exists(Descriptor descriptor) {
    return entries.containsKey(descriptor.digest());
  }

  @Override
  public Descriptor resolve(String reference) throws IOException {
    return entry(reference).descriptor();
  }

  private Entry entry(String digest) throws NotFoundException {
    Entry entry = entries.get(Digest.parse(digest));
    if (entry == null) {
      throw new NotFoundException("nothing with the digest " + digest + " was packed");
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    for (Path file : temporary) {
      Files.deleteIfExists(file);
    }
  }
}
