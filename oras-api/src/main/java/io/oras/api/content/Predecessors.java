package io.oras.api.content;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.util.List;

/** Walks the graph upwards. */
public interface Predecessors {
  /**
   * The manifests here that have this content among their children or as their subject, in a stable
   * order.
   *
   * @throws IOException when they cannot be found out
   */
  List<Descriptor> predecessors(Descriptor descriptor) throws IOException;
}
