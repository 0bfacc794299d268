package io.oras.api.content;

import io.oras.api.model.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Removes content that nothing reaches any more. */
public interface GarbageCollector {
  /**
   * Removes what no listed manifest reaches, as far as nobody has relied on it for 24 hours; so
   * pushes may go on meanwhile.
   *
   * @return what was removed
   * @throws IOException when it cannot be found out what is reached; then nothing is removed
   */
  List<Digest> collectGarbage() throws IOException;

  /**
   * {@link #collectGarbage()} with another time.
   *
   * @param grace less than 24 hours is for those who know that nobody pushes
   */
  List<Digest> collectGarbage(Duration grace) throws IOException;
}
