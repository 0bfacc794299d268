package io.oras.core.http;

import io.oras.api.error.ErrorContext;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportResponse;
import io.oras.core.concurrent.Interruption;
import io.oras.core.context.OperationContext;
import io.oras.core.function.IoFunction;
import io.oras.core.http.RegistryRequest.Attempt;
import io.oras.core.http.RegistryRequest.Repeat;
import io.oras.core.options.RetryPolicy;
import io.oras.core.stream.Handover;
import io.oras.core.wire.Redaction;
import io.oras.core.wire.ResponseBodies;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Repeats an exchange: exponential delays with full jitter, {@code Retry-After} where a host gives
 * it (RFC 9110 section 10.2.3), and a pause for all exchanges with a host that said 429.
 */
final class RetryingHttp {
  private static final Set<Integer> STATUSES =
      Set.of(408, 429, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524);

  private final RetryPolicy policy;
  private final Clock clock;
  private final DoubleSupplier jitter;
  private final HostPauses pauses;

  RetryingHttp(ChainContext context, HostPauses pauses) {
    this.policy = context.retry();
    this.clock = context.clock();
    this.pauses = pauses;
    this.jitter = context.jitter();
  }

  /** Tries until an answer is final. */
  TransportResponse run(
      OperationContext operation,
      String method,
      URI url,
      Repeat repeat,
      IoFunction<Attempt, TransportResponse> exchange)
      throws IOException {
    String request = method + " " + Redaction.url(url);
    Instant start = clock.instant();
    for (int attempt = 1; ; attempt++) {
      String cause;
      Duration delay;
      try (Handover<TransportResponse> open =
          Handover.of(exchange.apply(attempt(operation, attempt)))) {
        TransportResponse response = open.resource();
        int status = response.status();
        if (!(status == 429 || (repeat == Repeat.FREELY && STATUSES.contains(status)))) {
          return open.release();
        }
        Optional<Duration> asked = askedDelay(response);
        delay = asked.orElse(delay(policy, attempt, jitter.getAsDouble()));
        if (asked.isPresent() && delay.compareTo(policy.maxRetryAfter()) > 0) {
          return open.release();
        }
        if (status == 429) {
          pauses.start(Origin.of(response.uri()), delay);
        }
        if (repeat.compareTo(Repeat.NEVER) <= 0 || isLast(attempt, start, delay)) {
          return open.release();
        }
        ResponseBodies.discard(open.release());
        cause = "status " + status;
      } catch (TransportException e) {
        operation.requireRunning();
        Interruption.throwIfHappened(e);
        delay = delay(policy, attempt, jitter.getAsDouble());
        if (repeat != Repeat.FREELY
            || e.kind() != TransportException.Kind.TRANSIENT
            || isLast(attempt, start, delay)) {
          throw attempt == 1 ? e : e.with(tried(attempt, start));
        }
        cause = e.problem();
      }
      operation.events().retrying(request, attempt, cause, delay);
      pauses.sleep(delay, request);
    }
  }

  /**
   * Returns how long to wait for the next attempt.
   *
   * @param failures so far, at least 1
   * @param random from 0 to 1, for the jitter
   */
  static Duration delay(RetryPolicy policy, int failures, double random) {
    double grown =
        (double) policy.firstDelay().toMillis() * Math.pow(policy.growth(), failures - 1.0);
    double capped = Math.min(grown, (double) policy.maxDelay().toMillis());
    return policy.addedDelay().plusMillis(Math.round(policy.jitter() ? capped * random : capped));
  }

  private static Attempt attempt(OperationContext operation, int number) {
    return operation.events().isHeard() ? new Attempt(number, Duration.ZERO) : Attempt.FIRST;
  }

  private ErrorContext tried(int attempts, Instant start) {
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    return ErrorContext.doing(
        String.format(Locale.ROOT, "trying %s times in %.1f s", attempts, seconds));
  }

  private boolean isLast(int attempt, Instant start, Duration delay) {
    Duration elapsed = Duration.between(start, clock.instant());
    return attempt >= policy.attempts() || elapsed.plus(delay).compareTo(policy.maxElapsed()) > 0;
  }

  /** Only 429 and 503 name a time (RFC 9110 section 10.2.3); one in the past is none. */
  private Optional<Duration> askedDelay(TransportResponse response) {
    if (response.status() != 429 && response.status() != 503) {
      return Optional.empty();
    }
    return RetryAfter.of(response.headers(), SteadyClock.wallClock(clock).instant())
        .map(delay -> delay.isNegative() ? Duration.ZERO : delay);
  }

  /** Sends a request again when that may help and cannot hurt. */
  record Repeating(RegistryHttp next, RetryingHttp backoff) implements RegistryHttp {
    @Override
    public TransportResponse send(RegistryRequest request) throws IOException {
      Repeat repeat = request.body().replayable() ? request.repeat() : Repeat.NEVER;
      return backoff.run(
          request.operation(),
          request.method(),
          request.uri(),
          repeat,
          attempt -> next.send(attempt.number() == 1 ? request : request.attempted(attempt)));
    }
  }
}
