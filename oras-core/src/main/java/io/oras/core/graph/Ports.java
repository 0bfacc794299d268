package io.oras.core.graph;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.UnsupportedException;
import java.io.IOException;

/** Asks a target for a port that an operation needs. */
public final class Ports {
  private Ports() {}

  /**
   * Returns the port of the target.
   *
   * @param action what the port does, for the message
   * @throws UnsupportedException if the target does not have the port; the message names the port
   */
  public static <T> T of(ReadOnlyTarget target, Class<T> port, String action) throws IOException {
    return target
        .capability(port)
        .orElseThrow(
            () ->
                new UnsupportedException(
                    target
                        + " cannot "
                        + action
                        + ": it does not support "
                        + port.getSimpleName()));
  }
}
