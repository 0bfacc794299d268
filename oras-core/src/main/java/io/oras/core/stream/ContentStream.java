package io.oras.core.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream of content with observers. However many observers there are, the content passes one
 * stream. Closing it closes the stream below. For one thread.
 */
public final class ContentStream extends BlockInputStream {
  private final List<StreamObserver> observers = new ArrayList<>(2);
  private long count;

  private ContentStream(InputStream in) {
    super(in);
  }

  /**
   * Returns the stream with one more observer, which is called after those that it has. A stream
   * that has observers is returned itself.
   */
  public static ContentStream of(InputStream in, StreamObserver observer) {
    ContentStream stream = in instanceof ContentStream observed ? observed : new ContentStream(in);
    stream.observers.add(observer);
    return stream;
  }

  /** Returns how many bytes were read. */
  public long count() {
    return count;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n;
    try {
      n = in.read(b, off, len);
    } catch (IOException e) {
      IOException thrown = e;
      for (StreamObserver observer : observers) {
        thrown = observer.failure(thrown);
      }
      throw thrown;
    }
    if (n > 0) {
      count += n;
      for (StreamObserver observer : observers) {
        observer.bytes(b, off, n);
      }
    }
    return n;
  }
}
