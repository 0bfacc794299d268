package io.oras.core.stream;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.OrasException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Content whose reading is observed. Another observer adds no layer. A verifying stream stays as it
 * is, so that a store recognises it and does not hash the content again.
 */
public record ObservedContent(
    ContentSource below,
    UnaryOperator<OrasException> failure,
    Runnable opened,
    @Nullable LongConsumer progress)
    implements ContentSource {
  private static ObservedContent of(ContentSource content) {
    return content instanceof ObservedContent observed
        ? observed
        : new ObservedContent(content, e -> e, () -> {}, null);
  }

  /** Returns the content, whose failures of opening and reading are changed. */
  public static ObservedContent onFailure(
      ContentSource content, UnaryOperator<OrasException> change) {
    ObservedContent observed = of(content);
    return new ObservedContent(
        observed.below,
        e -> change.apply(observed.failure.apply(e)),
        observed.opened,
        observed.progress);
  }

  /**
   * Returns the content, which tells how far it has been read. It is sent as a stream, also if it
   * is a file.
   *
   * @param opened is called each time the content is opened
   * @param progress is told how many bytes were read since then
   */
  public static ObservedContent onProgress(
      ContentSource content, Runnable opened, LongConsumer progress) {
    ObservedContent observed = of(content);
    return new ObservedContent(observed.below, observed.failure, opened, progress);
  }

  @Override
  public long size() throws IOException {
    return below.size();
  }

  @Override
  public InputStream open() throws IOException {
    opened.run();
    InputStream in;
    try {
      in = below.open();
    } catch (OrasException e) {
      throw failure.apply(e);
    }
    if (in instanceof VerifyingInputStream verifying) {
      if (progress != null) {
        verifying.observe(progress);
      }
      verifying.onFailure(failure);
      return verifying;
    }
    return ContentStream.of(in, new Observer());
  }

  @Override
  public boolean replayable() {
    return below.replayable();
  }

  @Override
  public Optional<Path> file() {
    return progress == null ? below.file() : Optional.empty();
  }

  /**
   * Returns whether the content is a file, or comes from one by way of an observer. Such content
   * was read before, and whoever receives it verifies it, so it is not hashed again while it is
   * sent.
   */
  public static boolean isInFile(ContentSource content) {
    return content instanceof ObservedContent observed
        ? isInFile(observed.below)
        : content.file().isPresent();
  }

  private final class Observer implements StreamObserver {
    private long total;

    @Override
    public void bytes(byte[] buffer, int offset, int count) {
      total += count;
      if (progress != null) {
        progress.accept(total);
      }
    }

    @Override
    public IOException failure(IOException thrown) {
      return thrown instanceof OrasException known ? failure.apply(known) : thrown;
    }
  }
}
