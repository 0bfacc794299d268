package io.oras.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** The flag that chooses between text and data. */
final class FormatFlags {
  private final Supplier<String> format;

  FormatFlags(CommandSpec spec) {
    format =
        new Flags(spec)
            .text("format output: text or json (default text)", "text", List.of("--format"));
  }

  boolean json() {
    return switch (format.get()) {
      case "json" -> true;
      case "text" -> false;
      default ->
          throw new UsageException(
              "invalid format type: \"" + format.get() + "\", expected text or json");
    };
  }
}
