package io.oras.core.graph;

import io.oras.api.content.ContentSource;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.BlobProgressed;
import io.oras.api.event.TransferEvent.BlobStarted;
import io.oras.api.event.TransferListener;
import io.oras.api.model.Descriptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

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

  /**
   * Returns the content, which tells how far it has been read, and that it was started: now, or
   * when it is opened for the first time.
   */
  ContentSource started(Descriptor node, ContentSource content, boolean now) {
    if (listener == TransferListener.NONE) {
      return content;
    }
    AtomicBoolean told = new AtomicBoolean(now);
    if (now) {
      tell(new BlobStarted(node));
    }
    return new ProgressSource(
        content,
        () -> {
          if (told.compareAndSet(false, true)) {
            tell(new BlobStarted(node));
          }
        },
        total -> tell(new BlobProgressed(node, total)));
  }

  /** The content, telling how far it has been read; as it is when nobody listens. */
  public ContentSource observed(Descriptor node, ContentSource content) {
    return listener == TransferListener.NONE
        ? content
        : new ProgressSource(content, () -> {}, total -> tell(new BlobProgressed(node, total)));
  }
}
