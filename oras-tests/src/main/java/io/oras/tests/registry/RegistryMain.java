package io.oras.tests.registry;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a registry until the process is ended: {@code java -p … -m
 * io.oras.tests/io.oras.tests.registry.RegistryMain [port [anonymous | basic USER PASSWORD | token
 * USER PASSWORD]]}. Prints its host and port. It takes bodies of unknown length everywhere.
 */
public final class RegistryMain {
  private RegistryMain() {}

  /** Starts, prints {@code 127.0.0.1:PORT} and waits. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
    Auth auth =
        switch (args.length > 1 ? args[1] : "anonymous") {
          case "anonymous" -> Auth.anonymous();
          case "basic" -> Auth.basic(args[2], args[3]);
          case "token" -> Auth.token(args[2], args[3]);
          default ->
              throw new IllegalArgumentException("anonymous, basic or token, not " + args[1]);
        };
    try (InProcessRegistry registry =
        InProcessRegistry.builder().port(port).auth(auth).lengthRequired(false).start()) {
      System.out.println(registry.host());
      new CountDownLatch(1).await();
    }
  }
}
