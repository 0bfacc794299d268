package io.oras.api.event;

/**
 * Hears what happens while content moves.
 *
 * <p>Called from worker threads, for one blob by one at a time, for several blobs at once: an
 * implementation is thread safe and quick. An exception thrown here breaks no transfer.
 */
@FunctionalInterface
public interface TransferListener {
  /** Hears nothing. */
  TransferListener NONE = event -> {};

  /** Takes an event. */
  void on(TransferEvent event);
}
