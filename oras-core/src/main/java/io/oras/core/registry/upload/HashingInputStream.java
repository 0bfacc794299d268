package io.oras.core.registry.upload;

import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.core.stream.BlockInputStream;
import io.oras.core.stream.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Counts and hashes what is read through it. Closing it leaves the stream below open. */
final class HashingInputStream extends BlockInputStream {
  private final MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
  private long count;

  HashingInputStream(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = in.read(b, off, len);
    if (n > 0) {
      computation.update(b, off, n);
      count += n;
    }
    return n;
  }

  long count() {
    return count;
  }

  /** The digest of all that was read; to be asked once. */
  Digest digest() {
    return Digests.finish(DigestAlgorithm.SHA256, computation);
  }

  @Override
  public void close() {
    // It belongs to whoever gave it.
  }
}
