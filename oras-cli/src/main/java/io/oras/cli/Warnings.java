package io.oras.cli;

import io.oras.api.event.TransferEvent;
import java.io.OutputStream;
import java.io.PrintStream;

/** Shows what registries warn of; for commands that have no status lines. */
final class Warnings {
  private Warnings() {}

  static Status to(World world) {
    return new StatusPrinter(
        Words.PUSH, new PrintStream(OutputStream.nullOutputStream()), world.err(), false);
  }

  static String text(TransferEvent.WarningReceived warning) {
    return "WARNING! " + warning.registry() + ": " + warning.text();
  }
}
