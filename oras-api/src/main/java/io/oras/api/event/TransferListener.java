package io.oras.api.event;

/**
 * Receives the events of operations.
 *
 * <pre>{@code
 * TransferListener log =
 *     event -> {
 *       if (event instanceof TransferEvent.BlobFinished blob) {
 *         System.out.println(blob.operation().target() + ": " + blob.content().digest());
 *       }
 *     };
 * app.pull("v1", Path.of("out"), o -> o.listener(log));
 * }</pre>
 *
 * <p>An implementation is thread safe and quick: it is called by the threads that move content, for
 * several blobs at once, but for one blob by one thread at a time. An exception that it throws is
 * logged and breaks no transfer.
 */
@FunctionalInterface
public interface TransferListener {
  /** Receives events and does nothing. */
  TransferListener NONE = // An AOT cache holds no lambda of a type with default methods.
      new TransferListener() {
        @Override
        public void on(TransferEvent event) {
          // Nobody listens.
        }
      };

  /** Receives an event; ignores the kinds that it does not know. */
  void on(TransferEvent event);

  /** Returns a listener that passes each event to this listener, then to {@code next}. */
  default TransferListener andThen(TransferListener next) {
    if (NONE.equals(next)) {
      return this;
    }
    if (NONE.equals(this)) {
      return next;
    }
    return event -> {
      try {
        on(event);
      } finally {
        next.on(event);
      }
    };
  }
}
