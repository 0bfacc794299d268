package io.oras.cli.output;

import io.oras.api.spi.Environment;
import io.oras.core.document.OciJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Templates, the data that they are applied to, and what {@code oras} v1.3.6 prints. */
public final class TemplateCases {
  /** The variables that the templates of the cases see. */
  public static final Map<String, String> VARIABLES = Map.of("ORAS_TEST", "a value", "TZ", "UTC");

  static final TemplateProcess PROCESS =
      new TemplateProcess(
          Environment.of(VARIABLES, Path.of("home"), "Linux"),
          Clock.fixed(Instant.ofEpochSecond(1_780_000_000), ZoneId.of("UTC")));

  private TemplateCases() {}

  /**
   * A template.
   *
   * @param output what it prints, up to the fault if there is one
   * @param error the message, or empty
   */
  public record Case(String template, String output, String error) {
    @Override
    public String toString() {
      return template;
    }
  }

  /** Returns the manifest that the templates show. */
  public static byte[] manifest() {
    return read("templates-data.json");
  }

  /** Returns all cases. */
  public static List<Case> all() {
    return new String(read("templates.jsonl"), StandardCharsets.UTF_8)
        .lines()
        .map(
            line -> {
              Map<?, ?> fields =
                  (Map<?, ?>) OciJson.values(line.getBytes(StandardCharsets.UTF_8), "case");
              return new Case(
                  (String) fields.get("template"),
                  (String) fields.get("output"),
                  (String) fields.get("error"));
            })
        .toList();
  }

  private static byte[] read(String name) {
    try (InputStream in =
        Objects.requireNonNull(TemplateCases.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
