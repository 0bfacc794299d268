package io.oras.core.store;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.store.BlobStorage.WritableBlobStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in the heap. */
final class MemoryBlobs implements WritableBlobStorage {
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final Map<Digest, byte[]> content = new ConcurrentHashMap<>();
  private final String place;

  MemoryBlobs(String place) {
    this.place = place;
  }

  @Override
  public OptionalLong size(Digest digest) {
    byte[] bytes = content.get(digest);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return new ByteArrayInputStream(bytes(digest));
  }

  @Override
  public InputStream open(Digest digest, long offset, long length) throws IOException {
    return new ByteArrayInputStream(bytes(digest), (int) offset, (int) length);
  }

  private byte[] bytes(Digest digest) throws NotFoundException {
    byte[] bytes = content.get(digest);
    if (bytes == null) {
      throw new NotFoundException("no content " + digest + " in " + this);
    }
    return bytes;
  }

  @Override
  public void store(Descriptor expected, ContentSource source) throws IOException {
    if (has(expected)) {
      return;
    }
    UnsupportedDigestException.requireKnown(expected.digest());
    if (expected.size() > MAX_ARRAY) {
      throw new LimitExceededException(
          "%s has %s bytes; a memory store accepts blobs of at most %s bytes"
              .formatted(expected.digest(), expected.size(), MAX_ARRAY));
    }
    try (InputStream in = VerifyingInputStream.of(source.open(), expected)) {
      content.putIfAbsent(expected.digest(), in.readAllBytes());
    }
  }

  @Override
  public Descriptor store(MediaType mediaType, InputStream stream) throws IOException {
    byte[] bytes = stream.readAllBytes();
    Descriptor descriptor = Descriptor.of(mediaType, bytes);
    content.putIfAbsent(descriptor.digest(), bytes);
    return descriptor;
  }

  @Override
  public boolean delete(Digest digest) {
    return content.remove(digest) != null;
  }

  @Override
  public String toString() {
    return place;
  }
}
