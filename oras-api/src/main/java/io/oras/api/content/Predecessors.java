package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.util.List;

/**
 * A port of targets that find the parents of content in the graph. Implementations are thread safe.
 */
public interface Predecessors {
  /**
   * Returns the manifests in this target that have the content as a child or as their subject, in a
   * stable order.
   *
   * @throws IOException if the manifests cannot be read
   */
  List<Descriptor> predecessors(Descriptor descriptor) throws IOException;
}
