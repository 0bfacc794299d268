package io.oras.api.event;

import io.oras.api.model.Descriptor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a {@link TransferListener} hears. Minor versions may add members: keep a default branch. */
public sealed interface TransferEvent {

  /** Something that happens to one piece of content, a blob or a manifest. */
  sealed interface OfContent extends TransferEvent {
    /** The content. */
    Descriptor content();
  }

  /**
   * An operation begins.
   *
   * @param operation such as {@code push}
   * @param target what it works on, without secrets
   */
  record OperationStarted(String operation, String target) implements TransferEvent {}

  /**
   * An operation ended.
   *
   * @param operation such as {@code push}
   * @param target what it worked on
   * @param failure or null
   */
  record OperationFinished(String operation, String target, @Nullable Throwable failure)
      implements TransferEvent {}

  /** A manifest has been read, and what it names is looked at next. */
  record ManifestRead(Descriptor content) implements OfContent {}

  /** Content begins to move. */
  record BlobStarted(Descriptor content) implements OfContent {}

  /**
   * Bytes have moved.
   *
   * @param content of {@code content.size()} bytes in all
   * @param transferred bytes so far; less than before when a retry began again
   */
  record BlobProgressed(Descriptor content, long transferred) implements OfContent {}

  /** Content has arrived, verified. */
  record BlobFinished(Descriptor content) implements OfContent {}

  /** Content did not have to move. */
  record BlobSkipped(Descriptor content, Reason reason) implements OfContent {
    /** Why it did not have to move. */
    public enum Reason {
      /** It is there already. */
      EXISTS,
      /** The registry took it over from another repository. */
      MOUNTED,
      /** The same bytes moved in this operation under another name. */
      SAME_CONTENT,
      /** It is not wanted: no file name, or not chosen by the caller. */
      NOT_WANTED
    }
  }

  /**
   * A referrers list names a manifest that the source does not have, and the copy goes on without
   * it.
   *
   * @param content the entry of the list
   */
  record ReferrerMissing(Descriptor content) implements OfContent {}

  /**
   * A request will be sent again.
   *
   * @param request method and redacted URL
   * @param attempt the one that failed, from 1
   * @param cause in words
   * @param delay until the next
   */
  record Retrying(String request, int attempt, String cause, Duration delay)
      implements TransferEvent {}

  /**
   * A registry sent a warning (distribution-spec v1.1.1, "Warnings"); once for each text.
   *
   * @param registry that sent it
   * @param text for the user
   */
  record WarningReceived(String registry, String text) implements TransferEvent {}

  /**
   * A registry told how much is left of its rate limit.
   *
   * @param registry that told
   * @param limit its header, such as {@code 100;w=21600}
   * @param remaining its header, such as {@code 76;w=21600}
   */
  record RateLimitSeen(String registry, String limit, String remaining) implements TransferEvent {}
}
