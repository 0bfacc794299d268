package io.oras.core.usecase;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.error.UnsupportedException;
import io.oras.api.event.TransferEvent.OperationFinished;
import io.oras.api.event.TransferEvent.OperationStarted;
import io.oras.api.event.TransferListener;
import io.oras.api.model.MediaType;
import io.oras.api.model.RawManifest;
import io.oras.api.spi.Environment;
import io.oras.api.spi.StoreContext;
import io.oras.core.Limits;
import io.oras.core.graph.Announcer;
import io.oras.core.graph.GraphSource;
import io.oras.core.spi.CoreStoreContext;
import io.oras.core.spi.Providers;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What every use case works with.
 *
 * @param providers of archives
 * @param codec reads and writes manifests
 * @param limits of what is held and followed
 * @param executor whose threads move content
 * @param listener hears of it
 * @param clock tells when an artifact was created
 * @param environment of the program
 */
public record Session(
    Providers providers,
    ManifestCodec codec,
    Limits limits,
    Executor executor,
    TransferListener listener,
    Clock clock,
    Environment environment) {

  /** Something that takes a while. */
  @FunctionalInterface
  interface Operation<T> {
    T run() throws IOException;
  }

  /** Runs it between its two events. */
  <T> T announced(String operation, Object target, Operation<T> body) throws IOException {
    Announcer announcer = new Announcer(listener);
    String name = target.toString();
    announcer.tell(new OperationStarted(operation, name));
    Throwable failure = null;
    try {
      return body.run();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      announcer.tell(new OperationFinished(operation, name, failure));
    }
  }

  /** What stores of this session are opened with, for writing. */
  StoreContext storeContext() {
    return new CoreStoreContext(providers, codec, limits, StoreContext.Access.WRITE, environment);
  }

  /**
   * The manifest of that name, of one of these types.
   *
   * @param accept what to ask a registry for; empty for all types that are known
   */
  public RawManifest fetch(ReadOnlyTarget target, String reference, List<MediaType> accept)
      throws IOException {
    if (accept.isEmpty()) {
      return fetch(target, reference);
    }
    RawManifest manifest =
        target instanceof ReferenceFetcher fetcher
            ? fetcher.fetchReference(reference, accept)
            : fetch(target, reference);
    if (!accept.contains(manifest.descriptor().mediaType())) {
      throw new UnsupportedException(
          "%s is a %s, asked for %s"
              .formatted(reference, manifest.descriptor().mediaType(), accept));
    }
    return manifest;
  }

  /** The manifest of that name, in one exchange where the target can. */
  public RawManifest fetch(ReadOnlyTarget target, String reference) throws IOException {
    if (target instanceof ReferenceFetcher fetcher) {
      return fetcher.fetchReference(reference);
    }
    return reader(target).manifest(target.resolve(reference));
  }

  /** Returns what reads documents from the target, within the limits. */
  public GraphSource reader(ReadOnlyTarget target) {
    return new GraphSource(target, codec, limits);
  }
}
