package io.oras.core.http;

import io.oras.api.error.LimitExceededException;
import io.oras.api.transport.Headers;
import io.oras.core.context.EventPublisher;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.HeaderReader.Element;
import io.oras.core.wire.HeaderReader.Kind;
import io.oras.core.wire.SentSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes on what a registry says beside its answers; nothing else depends on it. */
final class ResponseWarnings {
  /** Texts that are remembered; a registry that invents more is not listened to. */
  private static final int REMEMBERED = 1000;

  /** Characters of all warnings of one answer. */
  private static final int MAX_TEXT = 4096;

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
      return texts(HeaderReader.of(headers, "Warning"));
    } catch (LimitExceededException e) {
      return List.of(); // No warning is worth a failure.
    }
  }

  /**
   * Returns the texts of the header {@code Warning: 299 - "text"} (distribution-spec v1.1.1,
   * "Warnings"). A warning with another code, an agent, a date or no end is not for people.
   */
  static List<String> texts(HeaderReader header) {
    List<String> texts = new ArrayList<>();
    int left = MAX_TEXT;
    for (Element element : header.elements()) {
      if (left > 0 && isForPeople(element)) {
        String text = element.item(4).text();
        String kept = text.substring(0, Math.min(left, text.length()));
        texts.add(kept);
        left -= kept.length();
      }
    }
    return texts;
  }

  private static boolean isForPeople(Element element) {
    return element.items().size() == 5
        && element.item(0).text().equals("299")
        && element.item(1).kind() == Kind.SPACE
        && element.item(2).text().equals("-")
        && element.item(3).kind() == Kind.SPACE
        && element.item(4).kind() == Kind.QUOTED;
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
