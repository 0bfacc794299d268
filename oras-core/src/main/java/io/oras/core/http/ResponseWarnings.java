package io.oras.core.http;

import io.oras.api.error.LimitExceededException;
import io.oras.api.transport.Headers;
import io.oras.core.context.EventPublisher;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.SentSecrets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes on what a registry says beside its answers; nothing else depends on it. */
final class ResponseWarnings {
  /** Texts that are remembered; a registry that invents more is not listened to. */
  private static final int REMEMBERED = 1000;

  private record Warning(String registry, String text) {}

  private final SentSecrets secrets;
  private final Set<Warning> told = ConcurrentHashMap.newKeySet();

  ResponseWarnings(SentSecrets secrets) {
    this.secrets = secrets;
  }

  void see(EventPublisher events, String registry, Headers headers) {
    for (String text : warnings(headers)) {
      Warning warning = new Warning(registry, secrets.text(text));
      if (told.size() < REMEMBERED && told.add(warning)) {
        events.warning(registry, warning.text());
      }
    }
    Optional<String> remaining = either(headers, "RateLimit-Remaining", "X-RateLimit-Remaining");
    remaining.ifPresent(
        left ->
            events.rateLimit(
                registry,
                either(headers, "RateLimit-Limit", "X-RateLimit-Limit").orElse(""),
                left));
  }

  private static List<String> warnings(Headers headers) {
    try {
      return Warnings.parse(HeaderReader.of(headers, "Warning"));
    } catch (LimitExceededException e) {
      return List.of(); // No warning is worth a failure.
    }
  }

  private Optional<String> either(Headers headers, String name, String other) {
    try {
      HeaderReader reader =
          HeaderReader.of(headers, headers.first(name).isPresent() ? name : other);
      return Optional.of(secrets.text(reader.text())).filter(text -> !text.isEmpty());
    } catch (LimitExceededException e) {
      return Optional.empty();
    }
  }
}
