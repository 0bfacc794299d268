package io.oras.core.graph;

import io.oras.api.content.RawManifest;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to the nodes of a walk. Thread safe. */
interface NodeActions {
  /** Returns whether a blob is there, and need not be sent. */
  boolean blobExists(Descriptor node) throws IOException;

  /**
   * Returns whether a manifest is there, and need not be sent.
   *
   * @param subject which has to list the node among its referrers, or null
   */
  boolean manifestExists(Descriptor node, @Nullable Descriptor subject) throws IOException;

  /** The source does not have the manifest, which a referrers list names. */
  void referrerMissing(Descriptor node);

  /** The node is not sent. */
  void skipped(Descriptor node, Reason reason) throws IOException;

  /** Sends a blob. */
  void blob(Descriptor node) throws IOException;

  /** Lets the tags name a manifest that is there. */
  void tag(RawManifest manifest, List<String> tags) throws IOException;

  /** Sends a manifest; the tags name it when this returns. */
  void manifest(RawManifest manifest, List<String> tags) throws IOException;
}
