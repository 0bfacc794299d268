package io.oras.cli;

import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferListener;

/** Shows what registries warn of; for commands that have no status lines. */
final class Warnings {
  private Warnings() {}

  static TransferListener to(World world) {
    return event -> {
      if (event instanceof TransferEvent.WarningReceived warning) {
        world.err().println(text(warning));
      }
    };
  }

  static String text(TransferEvent.WarningReceived warning) {
    return "WARNING! " + warning.registry() + ": " + warning.text();
  }
}
