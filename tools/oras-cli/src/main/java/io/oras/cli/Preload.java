package io.oras.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Initializes classes of the JDK that a transfer needs, while the command reads its flags. The
 * first digest of a JVM takes several milliseconds, because it starts the security providers.
 */
final class Preload {
  private Preload() {}

  /** Starts to initialize the classes on a thread of its own. */
  static void start() {
    Thread thread = new Thread(Preload::digests, "oras-preload");
    thread.setDaemon(true);
    thread.start();
  }

  private static void digests() {
    try {
      MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // The command that needs the algorithm says so.
    }
  }
}
