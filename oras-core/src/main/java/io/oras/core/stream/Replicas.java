package io.oras.core.stream;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.model.Descriptor;
import io.oras.core.function.IoSupplier;
import java.io.IOException;

/**
 * A target that reads the same content from one of several places. What has been read of wrong
 * content cannot be taken back, so whoever reads from such a target starts over. Thread safe.
 */
public interface Replicas {
  /** Returns whether the content may come from more than one place. */
  boolean hasReplicas(Descriptor content) throws IOException;

  /**
   * Returns whether a place proved to have wrong content since the last call, and another place is
   * left to read the content from.
   */
  boolean hasNext(Descriptor content);

  /** Returns whether the target may read the content from more than one place. */
  static boolean are(ReadOnlyTarget target, Descriptor content) throws IOException {
    Replicas replicas = target.capability(Replicas.class).orElse(null);
    return replicas != null && replicas.hasReplicas(content);
  }

  /** Reads the content, again from its start where a place proved to have wrong content. */
  static <T> T read(ReadOnlyTarget target, Descriptor content, IoSupplier<T> reading)
      throws IOException {
    Replicas replicas = target.capability(Replicas.class).orElse(null);
    while (true) {
      try {
        return reading.get();
      } catch (IOException e) {
        if (replicas == null || !replicas.hasNext(content)) {
          throw e;
        }
      }
    }
  }
}
