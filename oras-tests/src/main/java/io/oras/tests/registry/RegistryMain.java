package io.oras.tests.registry;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a registry until the process is ended: {@code java -p … -m
 * io.oras.tests/io.oras.tests.registry.RegistryMain [port]}. Prints its host and port.
 */
public final class RegistryMain {
  private RegistryMain() {}

  /** Starts, prints {@code 127.0.0.1:PORT} and waits. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
    try (InProcessRegistry registry =
        InProcessRegistry.builder().port(port).lengthRequired(false).start()) {
      System.out.println(registry.host());
      new CountDownLatch(1).await();
    }
  }
}
