package io.oras.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the command remove its temporary files when the process is asked to end by SIGTERM, SIGINT
 * or SIGHUP. The JVM itself ends with 143, 130 or 129.
 */
final class Interruption {
  private static final long SECONDS = 1;

  private final Thread command;
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Who came first: the end of the command, or the request to end the process. */
  private final AtomicBoolean decided = new AtomicBoolean();

  Interruption(Thread command) {
    this.command = command;
  }

  /** Interrupts the calling thread when the process is asked to end before the command has. */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::processEnds));
    return interruption;
  }

  /** Interrupts the command, and gives it a moment to remove what it has written. */
  void processEnds() {
    if (!decided.compareAndSet(false, true)) {
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

  /**
   * Says that the command has ended. Returns false when the process was asked to end before: then
   * the exit code is that of the signal, and the command must not exit with its own, which JDK 17
   * prefers between the last shutdown hook and the end.
   */
  boolean commandEnded() {
    boolean first = decided.compareAndSet(false, true);
    ended.countDown();
    return first;
  }
}
