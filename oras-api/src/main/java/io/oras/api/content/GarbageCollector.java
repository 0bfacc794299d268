package io.oras.api.content;

import io.oras.api.model.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A port of stores that remove unused content. Implementations are thread safe. */
public interface GarbageCollector {
  /**
   * Removes content that no listed manifest references and that no push has used for 24 hours.
   * Pushes can run at the same time.
   *
   * @return the digests of the removed content
   * @throws IOException if a listed manifest cannot be read; nothing is removed in this case
   */
  List<Digest> collectGarbage() throws IOException;

  /**
   * Removes content that no listed manifest references and that no push has used for the given
   * time.
   *
   * @param grace the time; use less than 24 hours only if no push is running
   * @return the digests of the removed content
   * @throws IOException if a listed manifest cannot be read; nothing is removed in this case
   */
  List<Digest> collectGarbage(Duration grace) throws IOException;
}
