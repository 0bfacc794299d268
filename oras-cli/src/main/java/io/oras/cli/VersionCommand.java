package io.oras.cli;

import io.oras.api.model.Platform;
import io.oras.core.Version;
import java.util.List;

/** {@code oras version}. */
final class VersionCommand extends Subcommand {
  VersionCommand() {
    super("version", "", Arity.exactly(0, "none"));
  }

  @Override
  void run(World world, List<String> arguments) {
    world.out().println("Version:      " + Version.number());
    world.out().println("Java version: " + Runtime.version());
    world
        .out()
        .println(
            "OS/Arch:      " + Platform.current().os() + "/" + Platform.current().architecture());
  }
}
