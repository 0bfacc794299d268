package io.oras.core.target;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a blob, which another endpoint continues where one fails. Not verified here. */
final class EndpointBlob extends InputStream {
  private final Descriptor blob;
  private final long end;
  private final EndpointAttempts attempts;
  private long position;
  private InputStream in;

  EndpointBlob(Descriptor blob, long from, long end, EndpointAttempts attempts) throws IOException {
    this.blob = blob;
    this.position = from;
    this.end = end;
    this.attempts = attempts;
    this.in = open();
  }

  private InputStream open() throws IOException {
    return attempts.run(repository -> repository.fetchRange(blob, position, end - position));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    while (true) {
      try {
        int n = in.read(b, off, len);
        position += Math.max(n, 0);
        return n;
      } catch (IOException e) {
        attempts.next(e);
        in.close();
        in = open();
      }
    }
  }

  /** Blames the endpoint that sent the last bytes for content that is not what it should be. */
  OrasException explained(OrasException failure) {
    if (failure instanceof ContentVerificationException) {
      attempts.blame(attempts.current(), failure);
      return failure.with(
          ErrorContext.doing("reading from " + attempts.current().endpoint().repository()));
    }
    return failure;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
