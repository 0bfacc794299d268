package io.oras.core.graph;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.model.Descriptor;
import io.oras.core.context.EventPublisher;
import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * Content that reports how far it has been read; opened again, it counts from 0 again.
 *
 * @param below the content
 * @param opened is called when it is opened
 * @param observer is told how many bytes were read since then
 */
public record ProgressSource(ContentSource below, Runnable opened, LongConsumer observer)
    implements ContentSource {
  /**
   * Returns the content, which publishes how far it has been read, and that it was started: now, or
   * when it is opened for the first time.
   */
  static ContentSource started(
      EventPublisher events, Descriptor node, ContentSource content, boolean now) {
    if (!events.isHeard()) {
      return content;
    }
    AtomicBoolean told = new AtomicBoolean(now);
    if (now) {
      events.blobStarted(node);
    }
    return new ProgressSource(
        content,
        () -> {
          if (told.compareAndSet(false, true)) {
            events.blobStarted(node);
          }
        },
        total -> events.blobProgressed(node, total));
  }

  /** Returns the content, which publishes its start, which is now, its progress and its end. */
  public static ContentSource whole(EventPublisher events, Descriptor node, ContentSource content) {
    if (!events.isHeard()) {
      return content;
    }
    events.blobStarted(node);
    return new ProgressSource(
        content,
        () -> {},
        total -> {
          events.blobProgressed(node, total);
          if (total == node.size()) {
            events.blobFinished(node);
          }
        });
  }

  /** Returns the content, which publishes how far it has been read. */
  public static ContentSource observed(
      EventPublisher events, Descriptor node, ContentSource content) {
    return events.isHeard()
        ? new ProgressSource(content, () -> {}, total -> events.blobProgressed(node, total))
        : content;
  }

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
