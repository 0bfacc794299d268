package io.oras.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the command remove its temporary files when the process is asked to end by SIGTERM, SIGINT
 * or SIGHUP. The JVM itself ends with 143, 130 or 129.
 */
final class Interruption {
  private static final long SECONDS = 1;

  private final CountDownLatch ended = new CountDownLatch(1);

  private Interruption() {}

  /**
   * Interrupts the calling thread when the process is asked to end, until the command has ended.
   */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption();
    Thread command = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.end(command)));
    return interruption;
  }

  private void end(Thread command) {
    if (ended.getCount() == 0) {
      return;
    }
    command.interrupt();
    try {
      // What cannot be removed in that time, the next command removes.
      var unused = ended.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the command has ended, and with it the interruption of its thread. */
  void commandEnded() {
    ended.countDown();
  }
}
