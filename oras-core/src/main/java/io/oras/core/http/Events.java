package io.oras.core.http;

import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferListener;

/** Tells a listener; what it throws breaks no transfer. */
final class Events {
  private static final System.Logger LOG = System.getLogger(Events.class.getName());

  private final TransferListener listener;

  Events(TransferListener listener) {
    this.listener = listener;
  }

  @SuppressWarnings("CatchingUnchecked")
  void tell(TransferEvent event) {
    try {
      listener.on(event);
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "a transfer listener failed", e);
    }
  }
}
