package io.oras.cli.command;

import io.oras.cli.flag.DescriptorFlags;
import io.oras.cli.flag.FlagDeclarations;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** The flag of commands that delete, and the question that they ask without it. */
final class Confirmation {
  private final Supplier<Boolean> force;

  Confirmation(CommandSpec spec) {
    force =
        new FlagDeclarations(spec)
            .toggle("ignore nonexistent references, never prompt", "-f", "--force");
  }

  boolean force() {
    return force.get();
  }

  /** What is printed beside a question could not be read by a program. */
  void check(DescriptorFlags flags) {
    if (flags.descriptor() && !force.get()) {
      throw new UsageException(
          "must apply --force to confirm the deletion if the descriptor is outputted");
    }
  }

  /** Whether to go on. */
  boolean given(CommandEnvironment environment, String question) throws IOException {
    if (force.get()) {
      return true;
    }
    String answer = environment.ask(question + " [y/N] ");
    if (answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
      return true;
    }
    environment.out().line("Operation cancelled.");
    return false;
  }
}
