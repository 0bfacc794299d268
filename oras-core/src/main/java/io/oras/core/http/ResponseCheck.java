package io.oras.core.http;

import io.oras.api.error.AccessDeniedException;
import io.oras.api.error.AuthenticationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RateLimitedException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.RegistryResponse;
import io.oras.api.error.UnsupportedException;
import io.oras.api.reference.RegistryNames;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportResponse;
import io.oras.core.context.Limit.Bound;
import io.oras.core.options.Limits;
import io.oras.core.stream.Handover;
import io.oras.core.wire.ErrorBody;
import io.oras.core.wire.Redaction;
import io.oras.core.wire.ResponseBodies;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns answers that were not expected into exceptions. */
public final class ResponseCheck {
  private ResponseCheck() {}

  /**
   * The answer, when its status is one of those.
   *
   * @param limits of which that for bodies of errors counts
   * @param secrets that are hidden in the answer
   * @return the same answer, which the caller closes
   * @throws OrasException the one that fits the status, with the request's {@code doing}, or an
   *     {@link OperationCancelledException} when the thread is interrupted; the answer is closed
   */
  public static TransportResponse expect(
      TransportResponse response,
      RegistryRequest request,
      Limits limits,
      SentSecrets secrets,
      int... statuses)
      throws IOException {
    try (Handover<TransportResponse> open = Handover.of(response)) {
      int status = response.status();
      if (Arrays.stream(statuses).anyMatch(s -> s == status)) {
        return open.release();
      }
      byte[] body = ResponseBodies.readError(open.release(), limits.errorBodyBytes());
      RegistryResponse answer =
          ErrorBody.response(request.method(), request.uri(), status, body, secrets);
      throw exception(response, answer, hint(request, response, answer, statuses), secrets)
          .with(ErrorContext.doing(request.doing()));
    }
  }

  private static OrasException exception(
      TransportResponse response,
      RegistryResponse answer,
      @Nullable String hint,
      SentSecrets secrets) {
    if (answer.status() == 405 || answer.has("UNSUPPORTED")) {
      return new UnsupportedException(answer, hint);
    }
    return switch (answer.status()) {
      case 401 ->
          new AuthenticationException(
              answer,
              Origin.of(response.uri()).authority(),
              secrets.text(String.join(", ", response.headers().all("WWW-Authenticate"))),
              hint);
      case 403 -> new AccessDeniedException(answer, hint);
      case 404 -> new NotFoundException(answer, hint);
      case 429 -> {
        Instant now = Clock.systemUTC().instant();
        yield new RateLimitedException(
            answer, RetryAfter.of(response.headers(), now).map(now::plus).orElse(null));
      }
      default -> new RegistryException(answer, hint);
    };
  }

  /** Returns what to do about an answer, where that is known. */
  private static @Nullable String hint(
      RegistryRequest request,
      TransportResponse response,
      RegistryResponse answer,
      int... expected) {
    int status = answer.status();
    if (status >= 400 && status <= 404 && isOfficialImage(request)) {
      return "docker.io/NAME means docker.io/library/NAME; use docker.io/USER/NAME for your own repository";
    }
    if (response instanceof BufferedResponse refusal && refusal.hint() != null) {
      return refusal.hint();
    }
    if (status == 413) {
      return "the registry or a proxy limits the size of requests; upload in smaller chunks";
    }
    if (status == 400 && answer.body().contains("HTTP request to an HTTPS server")) {
      return "the registry uses HTTPS; turn off plain HTTP, which is the default for loopback addresses";
    }
    if (status < 400 && expected.length > 0) {
      return "expected " + Arrays.toString(expected) + ", as from a registry; check the address";
    }
    return null;
  }

  private static boolean isOfficialImage(RegistryRequest request) {
    return RegistryNames.isDockerHub(request.registry())
        && request.uri().getRawPath().startsWith("/v2/library/");
  }

  /**
   * Returns the whole body.
   *
   * @throws LimitExceededException if the body is longer than the limit; nothing is truncated
   */
  public static byte[] readBody(TransportResponse response, RegistryRequest request, Bound limit)
      throws IOException {
    byte[] body = ResponseBodies.readUpTo(response.body(), limit.asInt());
    if (body.length == limit.asInt() && response.body().read() >= 0) {
      throw limit
          .exceeded(
              "%s %s: the response is too long"
                  .formatted(request.method(), Redaction.url(request.uri())))
          .with(ErrorContext.doing(request.doing()));
    }
    return body;
  }
}
