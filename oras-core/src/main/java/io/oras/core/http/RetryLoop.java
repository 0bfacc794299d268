package io.oras.core.http;

import io.oras.api.transport.TransportResponse;
import java.io.IOException;

/** Sends a request again when that may help and cannot hurt. */
final class RetryLoop implements RegistryHttp {
  private final RegistryHttp next;
  private final RetryingHttp backoff;

  RetryLoop(RegistryHttp next, RetryingHttp backoff) {
    this.next = next;
    this.backoff = backoff;
  }

  @Override
  public TransportResponse send(RegistryRequest request) throws IOException {
    Repeat repeat = request.body().replayable() ? request.repeat() : Repeat.NEVER;
    return backoff.run(
        request.operation(),
        request.method(),
        request.uri(),
        repeat,
        attempt -> next.send(isFirst(attempt) ? request : request.attempted(attempt)));
  }

  /** Requests are made for a first attempt without a pause. */
  private static boolean isFirst(RegistryRequest.Attempt attempt) {
    return attempt.number() == 1 && attempt.paused().isZero();
  }
}
