package io.oras.cli.output;

import io.oras.api.spi.Environment;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a template sees of the process that applies it.
 *
 * @param environment has the variables
 * @param clock tells the time, and the zone that Go calls {@code Local}
 */
public record TemplateProcess(Environment environment, Clock clock) {
  /** Returns the value of a variable, or an empty text. */
  String variable(String name) {
    @Nullable String value = environment.variable(name).orElse(null);
    return value == null ? "" : value;
  }
}
