package io.oras.tests.corpus;

import java.util.List;
import java.util.stream.Stream;

/**
 * Odd documents: manifests, indexes, referrers lists and layout indexes that tools and registries
 * write, and variants of one field. Each has at least one report or one release that made it.
 */
public final class Corpus {
  private Corpus() {}

  /** Returns all documents, each with another name. */
  public static List<OddDocument> documents() {
    return Stream.of(
            TypeDocuments.all(),
            ManifestDocuments.all(),
            TextDocuments.all(),
            LayerDocuments.all(),
            IndexDocuments.all(),
            ToolDocuments.all(),
            ListDocuments.all(),
            LayoutDocuments.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns a repository for each document and place. */
  public static List<OddRepository> repositories() {
    return documents().stream()
        .flatMap(d -> d.places().stream().sorted().map(place -> new OddRepository(d, place)))
        .toList();
  }
}
