package io.oras.api.transport;

import io.oras.api.content.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * What a request carries. A transport sends a known {@link #length} as {@code Content-Length}, and
 * a body of unknown length in chunks.
 */
public sealed interface RequestBody {
  /** No body; requests that usually have one say {@code Content-Length: 0}. */
  RequestBody EMPTY = new Empty();

  /** Returns the length in bytes, or -1 if it is unknown. */
  long length();

  /** Returns whether the body can be sent again, for a retry, a redirect or authentication. */
  boolean replayable();

  /** Opens a new stream over the body, which the caller closes. */
  InputStream open() throws IOException;

  /** No body. */
  record Empty() implements RequestBody {
    @Override
    public long length() {
      return 0;
    }

    @Override
    public boolean replayable() {
      return true;
    }

    @Override
    public InputStream open() {
      return InputStream.nullInputStream();
    }
  }

  /** Bytes in memory. The array is not copied and must not be changed. */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] content) implements RequestBody {
    @Override
    public long length() {
      return content.length;
    }

    @Override
    public boolean replayable() {
      return true;
    }

    @Override
    public InputStream open() {
      return new java.io.ByteArrayInputStream(content);
    }
  }

  /**
   * A part of a file.
   *
   * @param file read when it is sent
   * @param offset of the first byte
   * @param length in bytes
   */
  record FileRegion(Path file, long offset, long length) implements RequestBody {
    @Override
    public boolean replayable() {
      return true;
    }

    @Override
    public InputStream open() throws IOException {
      return FileRegionStream.open(file, offset, length);
    }
  }

  /**
   * Content that can be opened, perhaps again.
   *
   * @param source of the bytes
   * @param length in bytes
   */
  record Source(ContentSource source, long length) implements RequestBody {
    @Override
    public boolean replayable() {
      return source.replayable();
    }

    @Override
    public InputStream open() throws IOException {
      return source.open();
    }
  }

  /**
   * A stream that can be read once.
   *
   * @param stream closed by the transport
   * @param length in bytes, or -1
   */
  record OneShot(InputStream stream, long length) implements RequestBody {
    @Override
    public boolean replayable() {
      return false;
    }

    @Override
    public InputStream open() {
      return stream;
    }
  }

  /** Returns a body for the content: a file region if the content is a file. */
  static RequestBody of(ContentSource source) throws IOException {
    long size = source.size();
    return source
        .file()
        .<RequestBody>map(file -> new FileRegion(file, 0, size))
        .orElseGet(() -> new Source(source, size));
  }
}
