package io.oras.core.graph;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how far the reading is; opened anew, it counts from 0 again. */
record ProgressSource(ContentSource below, Runnable opened, LongConsumer observer)
    implements ContentSource {
  @Override
  public long size() throws IOException {
    return below.size();
  }

  @Override
  public InputStream open() throws IOException {
    opened.run();
    InputStream in = below.open();
    if (in instanceof VerifyingInputStream verifying) {
      // Not wrapped: a store below recognises it, and does not hash the content again.
      verifying.observe(observer);
      return verifying;
    }
    return new Counting(in, observer);
  }

  @Override
  public boolean replayable() {
    return below.replayable();
  }

  @Override
  public boolean isInFile() {
    return below.isInFile();
  }

  private static final class Counting extends BlockInputStream {
    private final LongConsumer observer;
    private long count;

    Counting(InputStream in, LongConsumer observer) {
      super(in);
      this.observer = observer;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = in.read(b, off, len);
      if (n > 0) {
        count += n;
        observer.accept(count);
      }
      return n;
    }
  }
}
