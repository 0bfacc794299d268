package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.transport.RequestBody;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** The body of a request, sent once. Not thread safe. */
final class OutgoingBody implements Closeable {
  private static final int BUFFER = 64 << 10;

  /** Bytes of a file in one call, after which the server may have answered. */
  private static final int REGION = 256 << 10;

  private final RequestBody body;
  private @Nullable InputStream source;
  private @Nullable IOException failure;
  private boolean opened;
  private boolean closed;

  OutgoingBody(RequestBody body) {
    this.body = body;
  }

  /** Asked before more of the body is sent. */
  interface EarlyAnswer {
    /** Returns whether the server has answered, so that nobody wants the rest. */
    boolean arrived() throws IOException, HttpException;
  }

  /** Returns the length in bytes, or -1. */
  long length() {
    return body.length();
  }

  /** Returns what the source failed with, if it did. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Sends the body.
   *
   * @return false if the server answered before the body was sent
   */
  boolean send(HttpConnection connection, OutputStream out, EarlyAnswer early)
      throws IOException, HttpException {
    opened = true;
    if (body instanceof RequestBody.Bytes bytes) {
      return send(bytes.content(), out, early);
    }
    if (body instanceof RequestBody.FileRegion region && !connection.isSecure()) {
      out.flush();
      return send(region, connection, early);
    }
    return send(open(), out, early);
  }

  private static boolean send(byte[] content, OutputStream out, EarlyAnswer early)
      throws IOException, HttpException {
    for (int from = 0; from < content.length; from += BUFFER) {
      if (from > 0 && early.arrived()) {
        return false;
      }
      out.write(content, from, Math.min(BUFFER, content.length - from));
    }
    return true;
  }

  /** Lets the operating system copy the file to the socket. */
  private boolean send(RequestBody.FileRegion region, HttpConnection connection, EarlyAnswer early)
      throws IOException, HttpException {
    try (FileChannel file = open(region)) {
      for (long sent = 0; sent < region.length(); ) {
        if (sent > 0 && early.arrived()) {
          return false;
        }
        long at = region.offset() + sent;
        long left = region.length() - sent;
        long n = connection.transfer(file, at, Math.min(REGION, left));
        if (n == 0) {
          throw inexact("ended after " + sent);
        }
        sent += n;
      }
    }
    return true;
  }

  private FileChannel open(RequestBody.FileRegion region) throws IOException {
    try {
      return FileChannel.open(region.file(), StandardOpenOption.READ);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private InputStream open() throws IOException {
    try {
      InputStream in = body.open();
      source = in;
      return in;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private boolean send(InputStream in, OutputStream out, EarlyAnswer early)
      throws IOException, HttpException {
    long length = body.length();
    byte[] buffer = new byte[length < 0 ? BUFFER : (int) Math.min(BUFFER, length)];
    for (long sent = 0; ; ) {
      if (sent > 0 && early.arrived()) {
        return false;
      }
      int wanted = length < 0 ? BUFFER : (int) Math.min(BUFFER, length - sent);
      int n = read(in, buffer, wanted);
      boolean last = length < 0 ? n < wanted : n == length - sent;
      if (length >= 0) {
        if (n < wanted) {
          throw inexact("ended after " + (sent + n));
        }
        // The last bytes leave only when the source has confirmed its end: it may verify itself.
        if (last && read(in, new byte[1], 1) > 0) {
          throw inexact("has more than");
        }
      }
      out.write(buffer, 0, n);
      sent += n;
      if (last) {
        return true;
      }
    }
  }

  private int read(InputStream in, byte[] buffer, int size) throws IOException {
    try {
      return in.readNBytes(buffer, 0, size);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private IOException inexact(String wrong) {
    return failed(
        new TransportException(
            TransportException.Kind.PERMANENT,
            "the request body " + wrong + " of its declared " + body.length() + " bytes",
            null));
  }

  private IOException failed(IOException e) {
    failure = e;
    return e;
  }

  /** Closes the source, also one that was not opened but is read once. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (source != null) {
        source.close();
      } else if (!opened && body instanceof RequestBody.OneShot unsent) {
        unsent.stream().close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
