package io.oras.core.registry.client;

import io.oras.api.content.ManifestCodec;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import io.oras.core.concurrent.Interruption;
import io.oras.core.context.Limit;
import io.oras.core.http.Endpoints;
import io.oras.core.http.RegistryHttp;
import io.oras.core.http.RegistryRequest;
import io.oras.core.http.ResponseCheck;
import io.oras.core.options.Limits;
import io.oras.core.options.Sleeper;
import io.oras.core.wire.ResponseBodies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a client to registries, and holds what those requests share. Thread safe.
 *
 * @param http the chain
 * @param endpoints where registries answer, and their settings
 * @param codec of manifests
 * @param limits of bodies and pages
 * @param sleeper waits between such tries
 * @param executor for requests that overlap
 * @param stateFolder where programs of one user keep each other from losing referrers, made with
 *     mode 0700 when it is needed; null for none
 * @param capabilities of registries, as far as they are known
 * @param ranges the budget of downloads over several connections
 * @param resumes whether a body that breaks off is asked for again
 */
public record RegistryClient(
    RegistryHttp http,
    Endpoints endpoints,
    ManifestCodec codec,
    Limits limits,
    Sleeper sleeper,
    Executor executor,
    @Nullable Path stateFolder,
    RegistryCapabilities capabilities,
    RangeBudget ranges,
    boolean resumes) {
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final int DOUBLINGS = 7;
  private static final int MAX_READS = 6;

  /** Sends the request; the answer has one of the statuses, and the caller closes it. */
  public TransportResponse send(RegistryRequest request, int... statuses) throws IOException {
    return ResponseCheck.expect(http.send(request), request, limits, http.secrets(), statuses);
  }

  /** Sends the request; of the answer only status and headers are wanted. */
  public TransportResponse exchange(RegistryRequest request, int... statuses) throws IOException {
    TransportResponse answer = send(request, statuses);
    ResponseBodies.discard(answer);
    return answer;
  }

  /** Makes something of an answer that was read to its end. */
  @FunctionalInterface
  public interface Reader<T> {
    public T read(byte[] body, Headers headers) throws IOException;
  }

  /**
   * Sends the request and reads the body of the answer, which is 200. A body that breaks off is as
   * good as none: the request, which changes nothing, is sent again.
   *
   * @param limit the setting that bounds the body
   */
  public <T> T read(RegistryRequest request, Limit limit, Reader<T> reader) throws IOException {
    return read(request, send(request, 200), limit, reader);
  }

  /**
   * As the other, with an answer that is there already.
   *
   * @param first to the request, of 200; it is closed
   */
  public <T> T read(RegistryRequest request, TransportResponse first, Limit limit, Reader<T> reader)
      throws IOException {
    TransportResponse open = first;
    for (int attempt = 1; ; attempt++) {
      try (TransportResponse answer = open) {
        return reader.read(
            ResponseCheck.readBody(answer, request, limit.in(limits)), answer.headers());
      } catch (TransportException e) {
        if (e.kind() != TransportException.Kind.TRANSIENT || attempt == MAX_READS || !resumes) {
          throw e.with(ErrorContext.doing(request.doing()));
        }
      }
      pause(attempt);
      open = send(request, 200);
    }
  }

  /** How long to wait after so many failures in a row: 200 ms, doubling up to 26 s. */
  public static Duration delay(int failures) {
    return FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
  }

  /** Waits {@link #delay}. */
  public void pause(int failures) throws OperationCancelledException {
    try {
      sleeper.sleep(delay(failures));
    } catch (InterruptedException e) {
      throw Interruption.cancelled("interrupted while waiting to try again", e);
    }
  }
}
