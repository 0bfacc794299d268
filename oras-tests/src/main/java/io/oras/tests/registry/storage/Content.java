package io.oras.tests.registry.storage;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Stored bytes, which several threads can read at any time. */
public interface Content {
  /** Returns the size in bytes. */
  long size();

  /** Opens a stream over all bytes, which the caller closes. */
  InputStream open() throws IOException;

  /** Opens a stream over the bytes from the offset, which the caller closes. */
  default InputStream open(long from) throws IOException {
    InputStream in = open();
    in.skipNBytes(from);
    return in;
  }

  static Content of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Content() {
      @Override
      public long size() {
        return copy.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }
    };
  }

  /** Returns a part of this content. */
  default Content range(long from, long length) {
    Content whole = this;
    return new Content() {
      @Override
      public long size() {
        return length;
      }

      @Override
      public InputStream open() throws IOException {
        return new LimitedInputStream(whole.open(from), length);
      }
    };
  }

  default byte[] bytes() throws IOException {
    try (InputStream in = open()) {
      return in.readAllBytes();
    }
  }

  /** Returns the bytes; broken storage is an unchecked exception. */
  default byte[] inMemory() {
    try {
      return bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  default Digest digest(DigestAlgorithm algorithm) throws IOException {
    MessageDigest computation = algorithm.newMessageDigest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        computation.update(buffer, 0, n);
      }
    }
    return finish(algorithm, computation);
  }

  static Digest finish(DigestAlgorithm algorithm, MessageDigest computation) {
    return new Digest(algorithm.id(), HexFormat.of().formatHex(computation.digest()));
  }
}
