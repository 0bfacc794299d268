package io.oras.cli;

import io.oras.api.event.TransferEvent;
import io.oras.cli.terminal.Printer;
import java.util.Optional;

/** Shows what registries warn of; for commands that have no status lines. */
final class Warnings {
  private Warnings() {}

  static Status to(World world) {
    return new StatusPrinter(Words.PUSH, Printer.ofNothing(), world.err(), false);
  }

  /** Returns the line for an event, if it is one of which the user is warned. */
  static Optional<String> text(TransferEvent event) {
    if (event instanceof TransferEvent.WarningReceived warning) {
      return Optional.of("WARNING! " + warning.registry() + ": " + warning.text());
    }
    return event instanceof TransferEvent.ReferrerMissing missing
        ? Optional.of(
            "WARNING! copied without the referrer %s: it is listed and is not there"
                .formatted(missing.content().digest()))
        : Optional.empty();
  }
}
