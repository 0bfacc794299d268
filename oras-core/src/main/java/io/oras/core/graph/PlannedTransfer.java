package io.oras.core.graph;

import io.oras.api.model.Descriptor;

/**
 * A blob or manifest that a copy would look at.
 *
 * @param content the blob or manifest
 * @param outcome what the copy would do with it
 */
public record PlannedTransfer(Descriptor content, Outcome outcome) {
  /** What a copy would do with content. */
  public enum Outcome {
    /** The destination has the content. */
    EXISTS,
    /** The registry would be asked to mount the blob. */
    MOUNT,
    /** The bytes would be sent. */
    SEND,
    /** The content would not be copied, because it is not distributable. */
    LEAVE
  }
}
