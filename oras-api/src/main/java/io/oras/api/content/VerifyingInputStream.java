package io.oras.api.content;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.OrasException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Verifies content against its descriptor while it is read: size first, then digest.
 *
 * <pre>{@code
 * Descriptor layer = app.fetch("v1").layers().get(0);
 * try (InputStream in = VerifyingInputStream.of(Files.newInputStream(file), layer)) {
 *   in.readAllBytes(); // fails if the file is not the layer
 * }
 * }</pre>
 *
 * <p>The read that would deliver the last byte fails if the content is wrong, so a reader that has
 * received {@code size} bytes has verified content. A stream that is longer than its descriptor is
 * read at most one byte past the end (image-spec v1.1.1, descriptor.md, "Verification").
 *
 * <p>For one thread at a time. Closing it closes the stream below.
 */
public final class VerifyingInputStream extends FilterInputStream {
  private final Descriptor expected;
  private final DigestAlgorithm algorithm;
  private final MessageDigest computation;
  private LongConsumer observer = total -> {};
  private UnaryOperator<OrasException> onFailure = failure -> failure;
  private long count;
  private boolean verified;
  private @Nullable ContentVerificationException failure;

  private VerifyingInputStream(InputStream in, Descriptor expected, DigestAlgorithm algorithm) {
    super(in);
    this.expected = expected;
    this.algorithm = algorithm;
    this.computation = algorithm.newMessageDigest();
  }

  /**
   * Verifies {@code in} against {@code expected}. A stream that already verifies against this
   * descriptor is returned unchanged, so that content is hashed once.
   *
   * @param in which is closed with the returned stream, or at once if this method throws
   * @throws UnsupportedDigestException when the digest's algorithm cannot be computed
   */
  public static InputStream of(InputStream in, Descriptor expected)
      throws UnsupportedDigestException {
    if (in instanceof VerifyingInputStream v
        && v.count == 0
        && v.expected.size() == expected.size()
        && v.expected.digest().equals(expected.digest())) {
      return in;
    }
    try {
      return new VerifyingInputStream(
          in, expected, UnsupportedDigestException.requireKnown(expected.digest()));
    } catch (UnsupportedDigestException | RuntimeException e) {
      try {
        in.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /**
   * Checks bytes at hand.
   *
   * @return the bytes
   * @throws ContentVerificationException when size or digest is another
   * @throws UnsupportedDigestException when the digest's algorithm cannot be computed
   */
  public static byte[] verify(byte[] content, Descriptor expected)
      throws ContentVerificationException, UnsupportedDigestException {
    DigestAlgorithm algorithm = UnsupportedDigestException.requireKnown(expected.digest());
    if (content.length != expected.size()) {
      throw ContentVerificationException.size(expected, content.length);
    }
    Digest actual = Digest.of(algorithm, content);
    if (!actual.equals(expected.digest())) {
      throw ContentVerificationException.digest(expected, actual);
    }
    return content;
  }

  /**
   * Reads content that is held in memory as a whole, such as a manifest.
   *
   * @param fetcher opens the content, for example {@code target::fetchManifest}
   * @param limit the size up to which content is read, in bytes
   * @return the verified content
   * @throws LimitExceededException if the described content is larger; it is not opened then
   * @throws ContentVerificationException if size or digest is another
   * @throws IOException if the content cannot be read
   */
  public static byte[] readAll(Fetcher fetcher, Descriptor expected, int limit) throws IOException {
    if (expected.size() > limit) {
      throw new LimitExceededException(
          "%s has %s bytes; at most %s are read into memory"
              .formatted(expected.digest(), expected.size(), limit));
    }
    try (InputStream in = of(fetcher.fetch(expected), expected)) {
      return in.readAllBytes();
    }
  }

  /** Calls {@code observer} after each read with the number of bytes read so far. */
  public void observe(LongConsumer observer) {
    this.observer = observer;
  }

  /**
   * Sets a function whose result is thrown in place of the failure of a read. If this is called
   * several times, the changes are applied in that order.
   */
  public void onFailure(UnaryOperator<OrasException> change) {
    UnaryOperator<OrasException> before = onFailure;
    onFailure = failure -> change.apply(before.apply(failure));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    if (len == 0) {
      return 0;
    }
    try {
      return verified ? -1 : readVerified(b, off, len);
    } catch (OrasException e) {
      throw onFailure.apply(e);
    }
  }

  private int readVerified(byte[] b, int off, int len) throws IOException {
    if (count == expected.size()) {
      finish();
      return -1;
    }
    int n = in.read(b, off, (int) Math.min(len, expected.size() - count));
    if (n < 0) {
      throw ContentVerificationException.size(expected, count);
    }
    computation.update(b, off, n);
    count += n;
    observer.accept(count);
    if (count == expected.size()) {
      finish();
    }
    return n;
  }

  /** Judges once: a reader that asks again after a failure gets the same answer. */
  private void finish() throws IOException {
    if (failure == null && !verified) {
      failure = judge();
      verified = failure == null;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable ContentVerificationException judge() throws IOException {
    if (in.read() >= 0) {
      return ContentVerificationException.size(expected, count + 1);
    }
    Digest actual = finish(algorithm, computation);
    return actual.equals(expected.digest())
        ? null
        : ContentVerificationException.digest(expected, actual);
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[(int) Math.min(8192, Math.max(n, 1))];
    long skipped = 0;
    while (skipped < n) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, n - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public synchronized void mark(int readlimit) {
    // Not supported: bytes are hashed once, in order.
  }

  @Override
  public synchronized void reset() throws IOException {
    throw new IOException("mark/reset not supported");
  }

  static Digest finish(DigestAlgorithm algorithm, MessageDigest computation) {
    return new Digest(algorithm.id(), HexFormat.of().formatHex(computation.digest()));
  }
}
