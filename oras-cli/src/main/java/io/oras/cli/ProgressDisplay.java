package io.oras.cli;

import io.oras.api.event.TransferEvent;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Shows bars on a terminal. The cursor is hidden meanwhile, and lines that a narrowed window cuts
 * do not wrap; both are undone at the end, also when the program is interrupted.
 */
final class ProgressDisplay implements Status {
  private static final long REFRESH_MILLIS = 100;
  private static final String BEGIN = "\u001b[?25l\u001b[?7l";
  private static final String END = "\u001b[?7h\u001b[?25h";

  private final ProgressBoard board;
  private final PrintStream out;
  private final PrintStream err;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread restorer = new Thread(this::restore, "oras-terminal");
  private final Thread drawer = new Thread(this::draw, "oras-progress");

  ProgressDisplay(ProgressBoard board, PrintStream out, PrintStream err, LongSupplier nanoTime) {
    this.board = board;
    this.out = out;
    this.err = err;
    this.nanoTime = nanoTime;
    Runtime.getRuntime().addShutdownHook(restorer);
    write(BEGIN);
    drawer.setDaemon(true);
    drawer.start();
  }

  private void draw() {
    try {
      while (!closed.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS)) {
        locked(this::refresh);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refresh() {
    if (closed.getCount() > 0) {
      write(board.frame(nanoTime.getAsLong()));
    }
  }

  private void restore() {
    write(END);
  }

  private void write(String text) {
    err.print(text);
    err.flush();
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void on(TransferEvent event) {
    locked(() -> board.on(event, nanoTime.getAsLong()));
  }

  @Override
  public void say(String line) {
    locked(
        () -> {
          write(board.frame(nanoTime.getAsLong()) + board.cleared());
          out.println(line);
          out.flush();
        });
  }

  @Override
  public void close() {
    closed.countDown();
    locked(
        () -> {
          board.fail(nanoTime.getAsLong());
          write(board.frame(nanoTime.getAsLong()) + END);
        });
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      // The program was interrupted: the hook is at work.
    }
  }
}
