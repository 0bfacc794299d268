package io.oras.cli;

/** Starts the command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(Cli.run(World.ofProcess(), args));
  }
}
