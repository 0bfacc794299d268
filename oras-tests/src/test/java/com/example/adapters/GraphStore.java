package com.example.adapters;

import io.oras.api.content.GraphTarget;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.api.spi.StoreContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A map that also tells who points at what. */
public class GraphStore extends MapStore implements GraphTarget {
  /** An empty store. */
  public GraphStore(StoreContext context) {
    super(context);
  }

  @Override
  public List<Descriptor> predecessors(Descriptor descriptor) throws IOException {
    List<Descriptor> found = new ArrayList<>();
    for (Entry entry : new TreeMap<>(entries).values()) {
      if (entry.descriptor().mediaType().isManifest() && pointsAt(entry, descriptor)) {
        found.add(entry.descriptor());
      }
    }
    return found;
  }

  private boolean pointsAt(Entry entry, Descriptor descriptor) throws IOException {
    byte[] bytes;
    try (InputStream in = entry.content().open()) {
      bytes = in.readAllBytes();
    }
    Manifest manifest = context.codec().read(entry.descriptor(), bytes).view().orElseThrow();
    Descriptor subject = manifest.subject();
    return manifest.children().stream().anyMatch(c -> c.digest().equals(descriptor.digest()))
        || (subject != null && subject.digest().equals(descriptor.digest()));
  }
}
