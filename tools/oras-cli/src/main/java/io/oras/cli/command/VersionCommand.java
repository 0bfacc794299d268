package io.oras.cli.command;

import io.oras.api.model.Platform;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.Version;
import java.util.List;

/** {@code oras version}. */
public final class VersionCommand extends Command {
  public VersionCommand() {
    super("version", "", Arity.atLeast(0, "none"), /* withDebug= */ false);
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) {
    if (!arguments.isEmpty()) {
      environment
          .err()
          .line(
              "warning: `oras version` requires no argument, \""
                  + String.join(",", arguments)
                  + "\" will be ignored");
    }
    environment.out().line("Version:      " + Version.number());
    environment.out().line("Java version: " + Runtime.version());
    environment
        .out()
        .line("OS/Arch:      " + Platform.current().os() + "/" + Platform.current().architecture());
  }
}
