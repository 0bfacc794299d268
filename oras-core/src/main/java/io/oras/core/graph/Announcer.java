package io.oras.core.graph;

import io.oras.api.content.ContentSource;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.BlobProgressed;
import io.oras.api.event.TransferListener;
import io.oras.api.model.Descriptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells a listener, and keeps what it throws away from the transfer. */
public final class Announcer {
  private static final Logger LOG = System.getLogger(Announcer.class.getName());

  private final TransferListener listener;

  /** For this listener. */
  public Announcer(TransferListener listener) {
    this.listener = listener;
  }

  /** Tells the event. */
  @SuppressWarnings("CatchingUnchecked")
  public void tell(TransferEvent event) {
    try {
      listener.on(event);
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "a listener failed on " + event.getClass().getSimpleName(), e);
    }
  }

  /** The content, telling how far it has been read; as it is when nobody listens. */
  public ContentSource observed(Descriptor node, ContentSource content) {
    return listener == TransferListener.NONE
        ? content
        : new ProgressSource(content, total -> tell(new BlobProgressed(node, total)));
  }
}
