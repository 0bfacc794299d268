package io.oras.core.target;

import io.oras.api.content.ContentSource;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.StoreContext;
import io.oras.core.concurrent.Interruption;
import io.oras.core.context.EventPublisher;
import io.oras.core.store.BatchStore;
import io.oras.core.store.layout.LayoutStore;
import io.oras.core.stream.ContentStream;
import io.oras.core.stream.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A layout that keeps what is read from registries. A cache that fails, as on a full disk, is
 * reported once by an event and not used again: no operation fails because of it. Thread safe.
 */
public final class ContentCache {
  private static final System.Logger LOG = System.getLogger(ContentCache.class.getName());
  private static final String REMOVED = "from which it is removed now; try again";

  private final Path folder;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final @Nullable LayoutStore layout;
  private final @Nullable BatchStore batch;

  /** Opens the cache in that folder, which is created if it is missing. */
  public ContentCache(Path folder, StoreContext context, EventPublisher events)
      throws OperationCancelledException {
    this.folder = folder;
    LayoutStore opened = null;
    try {
      opened = LayoutStore.openCache(folder, context);
    } catch (IOException e) {
      Interruption.throwIfHappened(e);
      fail(e, events);
    }
    this.layout = opened;
    this.batch = opened == null ? null : new BatchStore(opened);
  }

  private void fail(IOException e, EventPublisher events) {
    LOG.log(System.Logger.Level.DEBUG, "the cache failed", e);
    if (failed.compareAndSet(false, true)) {
      events.warning(
          "the cache " + folder, "is not used from now on: " + String.valueOf(e.getMessage()));
    }
  }

  private interface Action<T> {
    @Nullable T run(BatchStore cache) throws IOException;
  }

  /** Returns what the action returns; null if there is no cache or the action fails. */
  private <T> @Nullable T attempt(EventPublisher events, Action<T> action)
      throws OperationCancelledException {
    BatchStore open = batch;
    if (open == null || failed.get()) {
      return null;
    }
    try {
      return action.run(open);
    } catch (IOException e) {
      Interruption.throwIfHappened(e);
      fail(e, events);
      return null;
    }
  }

  /**
   * Returns the content, which is verified while it is read; null if the cache has none. Content
   * that proves wrong is removed.
   *
   * @param wrong is told that the content is wrong, before the reader is; returns whether to remove
   *     the content
   */
  @Nullable InputStream find(Descriptor content, EventPublisher events, Predicate<Descriptor> wrong)
      throws OperationCancelledException {
    return attempt(
        events,
        open ->
            open.exists(content)
                ? removingWrong(open.fetch(content), open, content, events, wrong)
                : null);
  }

  /** Keeps a blob that is in a file. */
  void keep(Descriptor blob, Path file, EventPublisher events) throws OperationCancelledException {
    attempt(
        events,
        open -> {
          open.push(blob, ContentSource.ofFile(file));
          return true;
        });
  }

  /**
   * Keeps a manifest, which {@link #flush} adds to the list. The list does not contain the
   * annotations of the manifest, because they could fill the list.
   */
  void keepManifest(Descriptor manifest, byte[] bytes, EventPublisher events)
      throws OperationCancelledException {
    attempt(
        events,
        open -> {
          if (!open.manifestExists(manifest)) {
            open.pushManifest(manifest.plain(), ContentSource.ofBytes(bytes));
          }
          return true;
        });
  }

  /** Returns a stream over the same content, which is kept when it has been read to its end. */
  InputStream keeping(Descriptor blob, InputStream verified, EventPublisher events)
      throws IOException {
    LayoutStore open = layout;
    return open == null || failed.get()
        ? verified
        : open.keeping(blob, verified, e -> fail(e, events));
  }

  /** Lists the manifests that were kept since the last time. */
  void flush(EventPublisher events) throws OperationCancelledException {
    attempt(
        events,
        open -> {
          open.flush();
          return true;
        });
  }

  @Override
  public String toString() {
    return "the cache " + folder;
  }

  private InputStream removingWrong(
      InputStream in,
      BatchStore open,
      Descriptor descriptor,
      EventPublisher events,
      Predicate<Descriptor> wrong) {
    return ContentStream.of(
        in,
        StreamObserver.onFailure(
            e -> {
              if (!(e instanceof ContentVerificationException failure)) {
                return e;
              }
              String outcome =
                  wrong.test(descriptor) ? remove(open, descriptor, failure, events) : REMOVED;
              return failure.with(ErrorContext.doing("reading " + open + ", " + outcome));
            }));
  }

  /** Removes content that proved wrong, and returns what became of it. */
  private String remove(
      BatchStore open,
      Descriptor descriptor,
      ContentVerificationException failure,
      EventPublisher events) {
    try {
      open.delete(descriptor);
    } catch (NotFoundException e) {
      return REMOVED; // By another operation.
    } catch (IOException e) {
      String outcome = "from which it cannot be removed: " + e.getMessage();
      failure.addSuppressed(e);
      events.warning(toString(), "has wrong content for " + descriptor.digest() + ", " + outcome);
      return outcome;
    }
    events.warning(toString(), "had wrong content for " + descriptor.digest() + ", now removed");
    return REMOVED;
  }
}
