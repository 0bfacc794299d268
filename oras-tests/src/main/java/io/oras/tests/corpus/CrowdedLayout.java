package io.oras.tests.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layout with all odd manifests of the corpus, and an ordinary manifest with the tag {@code good}
 * and one referrer.
 *
 * @param contents all blobs
 * @param indexFile the file {@code index.json}
 */
@SuppressWarnings("ArrayRecordComponent")
public record CrowdedLayout(List<Content> contents, byte[] indexFile) {
  /** The artifact type of the referrer. */
  public static final String REFERRER_TYPE = "application/vnd.test.referrer";

  /** Creates the layout. */
  public static CrowdedLayout create() {
    Map<String, Content> contents = new LinkedHashMap<>();
    List<JsonText> entries = new ArrayList<>();
    Contents.SHARED.forEach(content -> contents.put(content.name(), content));
    entries.add(Contents.GOOD.tagged("good"));
    entries.add(Contents.REFERRER.descriptor());
    for (OddRepository repository : Corpus.repositories()) {
      if (repository.place() == Place.TARGET) {
        Content odd = repository.root();
        repository
            .contents()
            .forEach(content -> contents.put(content.digest().toString(), content));
        entries.add(odd.tagged("odd" + entries.size()));
      }
    }
    byte[] index = Contents.index(entries.toArray()).toString().getBytes(StandardCharsets.UTF_8);
    return new CrowdedLayout(List.copyOf(contents.values()), index);
  }
}
