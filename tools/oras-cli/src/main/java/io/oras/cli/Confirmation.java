package io.oras.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** The flag of commands that delete, and the question that they ask without it. */
final class Confirmation {
  private final Supplier<Boolean> force;

  Confirmation(CommandSpec spec) {
    force = new Flags(spec).toggle("ignore nonexistent references, never prompt", "-f", "--force");
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
  boolean given(World world, String question) throws IOException {
    if (force.get()) {
      return true;
    }
    String answer = world.ask(question + " [y/N] ");
    if (answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
      return true;
    }
    world.out().line("Operation cancelled.");
    return false;
  }
}
