package io.oras.cli.terminal;

import io.oras.api.event.TransferEvent;
import io.oras.cli.output.StyledText;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Shows bars on a terminal. The cursor is hidden meanwhile, and lines that a narrowed window cuts
 * do not wrap; both are undone at the end, also when the program is interrupted.
 */
public final class ProgressDisplay implements TransferStatus {
  private static final long REFRESH_MILLIS = 100;

  private final ProgressBoard board;
  private final Printer out;
  private final Printer err;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread restorer = new Thread(this::restore, "oras-terminal");
  private final Thread drawer = new Thread(this::draw, "oras-progress");

  public ProgressDisplay(ProgressBoard board, Printer out, Printer err, LongSupplier nanoTime) {
    this.board = board;
    this.out = out;
    this.err = err;
    this.nanoTime = nanoTime;
    Runtime.getRuntime().addShutdownHook(restorer);
    err.styled(new StyledText().beginDrawing());
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
      err.styled(board.frame(nanoTime.getAsLong()));
    }
  }

  private void restore() {
    err.styled(new StyledText().endDrawing());
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
          err.styled(board.frame(nanoTime.getAsLong()).append(board.cleared()));
          out.line(line);
        });
  }

  @Override
  public void close() {
    closed.countDown();
    locked(
        () -> {
          board.fail(nanoTime.getAsLong());
          err.styled(board.frame(nanoTime.getAsLong()).endDrawing());
        });
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      // The program was interrupted: the hook is at work.
    }
  }
}
