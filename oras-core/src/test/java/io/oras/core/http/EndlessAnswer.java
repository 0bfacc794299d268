package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;

/** An answer whose body never ends; whoever reads a megabyte of it fails. */
public final class EndlessAnswer implements TransportResponse {
  private static final int TOO_MUCH = 1 << 20;

  private final int status;
  private boolean closed;

  public EndlessAnswer(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Headers headers() {
    return Headers.EMPTY;
  }

  @Override
  public URI uri() {
    return URI.create("https://r.example/v2/");
  }

  @Override
  public InputStream body() {
    return new InputStream() {
      private int count;

      @Override
      public int read() {
        return read(new byte[1], 0, 1);
      }

      @Override
      public int read(byte[] b, int off, int len) {
        count += len;
        if (count > TOO_MUCH) {
          throw new AssertionError("a megabyte was read");
        }
        Arrays.fill(b, off, off + len, (byte) 'x');
        return len;
      }
    };
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
