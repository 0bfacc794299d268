package io.oras.core.http;

import io.oras.api.error.LimitExceededException;
import io.oras.api.event.TransferEvent;
import io.oras.api.transport.Headers;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.SentSecrets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes on what a registry says beside its answers; nothing else depends on it. */
final class Notices {
  /** Texts that are remembered; a registry that invents more is not listened to. */
  private static final int REMEMBERED = 1000;

  private final Events events;
  private final SentSecrets secrets;
  private final Set<TransferEvent> told = ConcurrentHashMap.newKeySet();

  Notices(Events events, SentSecrets secrets) {
    this.events = events;
    this.secrets = secrets;
  }

  void see(String registry, Headers headers) {
    for (String text : warnings(headers)) {
      tell(new TransferEvent.WarningReceived(registry, secrets.text(text)));
    }
    Optional<String> remaining = either(headers, "RateLimit-Remaining", "X-RateLimit-Remaining");
    remaining.ifPresent(
        left ->
            events.tell(
                new TransferEvent.RateLimitSeen(
                    registry,
                    either(headers, "RateLimit-Limit", "X-RateLimit-Limit").orElse(""),
                    left)));
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

  private void tell(TransferEvent event) {
    if (told.size() < REMEMBERED && told.add(event)) {
      events.tell(event);
    }
  }
}
