package io.oras.cli;

import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.Printer;
import io.oras.cli.terminal.ProcessText;
import io.oras.cli.terminal.UnreadableTextException;

/** Starts the command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the JVM with its exit code, unless a signal already ends it. */
  public static void main(String[] args) {
    Interruption interruption = Interruption.ofThisThread();
    int code;
    boolean exits;
    try {
      code = run(args);
    } finally {
      exits = interruption.commandEnded();
    }
    if (exits) {
      System.exit(code);
    }
  }

  private static int run(String[] args) {
    try {
      if (args.length > 1) { // Commands such as `oras version` need no digest.
        Preload.start();
      }
      ProcessText.requireWorkingFolder(System.getProperty("user.dir", ""));
      return CommandRunner.run(CommandEnvironment.ofProcess(), ProcessText.arguments(args));
    } catch (UnreadableTextException e) {
      Printer.ofStandardError().line("Error: " + e.getMessage());
      return 1;
    }
  }
}
