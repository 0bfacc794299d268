package io.oras.cli;

import io.oras.api.model.Platform;
import io.oras.core.Version;
import java.util.List;

/** {@code oras version}. */
final class VersionCommand extends Subcommand {
  VersionCommand() {
    super("version", "", Arity.atLeast(0, "none"), /* debug= */ false);
  }

  @Override
  void run(World world, List<String> arguments) {
    if (!arguments.isEmpty()) {
      world
          .err()
          .printf(
              "warning: `oras version` requires no argument, \"%s\" will be ignored%n",
              String.join(",", arguments));
    }
    world.out().println("Version:      " + Version.number());
    world.out().println("Java version: " + Runtime.version());
    world
        .out()
        .println(
            "OS/Arch:      " + Platform.current().os() + "/" + Platform.current().architecture());
  }
}
