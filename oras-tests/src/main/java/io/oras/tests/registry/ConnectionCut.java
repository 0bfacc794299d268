package io.oras.tests.registry;

import java.io.IOException;

/** Thrown out of the handler, which makes {@code jdk.httpserver} close the connection at once. */
final class ConnectionCut extends IOException {
  private static final long serialVersionUID = 1L;

  ConnectionCut() {
    super("cut by a fault");
  }
}
