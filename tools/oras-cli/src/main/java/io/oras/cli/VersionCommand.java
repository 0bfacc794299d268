package io.oras.cli;

import io.oras.api.model.Platform;
import io.oras.core.Version;
import java.util.List;

/** {@code oras version}. */
final class VersionCommand extends Subcommand {
  VersionCommand() {
    super("version", "", Arity.atLeast(0, "none"), /* withDebug= */ false);
  }

  @Override
  void run(World world, List<String> arguments) {
    if (!arguments.isEmpty()) {
      world
          .err()
          .line(
              "warning: `oras version` requires no argument, \""
                  + String.join(",", arguments)
                  + "\" will be ignored");
    }
    world.out().line("Version:      " + Version.number());
    world.out().line("Java version: " + Runtime.version());
    world
        .out()
        .line("OS/Arch:      " + Platform.current().os() + "/" + Platform.current().architecture());
  }
}
