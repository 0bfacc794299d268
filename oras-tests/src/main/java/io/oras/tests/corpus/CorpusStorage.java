package io.oras.tests.corpus;

import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryQuirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A registry with the referrers API, one without it, and a folder of layouts, which hold
 * repositories of the corpus. Closing it stops the registries. For one thread.
 */
public final class CorpusStorage implements AutoCloseable {
  private final Path root;
  private final InProcessRegistry registry;
  private final InProcessRegistry tagSchema;

  /**
   * Starts the registries.
   *
   * @param root the folder of the layouts
   */
  public CorpusStorage(Path root) throws IOException {
    this.root = root;
    registry = start(true);
    tagSchema = start(false);
  }

  private static InProcessRegistry start(boolean referrersApi) throws IOException {
    return InProcessRegistry.builder()
        .quirk(RegistryQuirk.ANY_MANIFEST)
        .lengthRequired(false)
        .referrersApi(referrersApi)
        .start();
  }

  /** Stores a repository under a name, everywhere where its odd document can stand. */
  public void store(OddRepository repository, String name) throws IOException {
    if (repository.place().sources().contains(Source.LAYOUT)) {
      writeLayout(repository.contents(), repository.indexFile(), layout(name));
    }
    for (Content content : repository.contents()) {
      add(content, name, content.name().replace(' ', '-'));
    }
    repository.tags().forEach((tag, content) -> add(content, name, tag));
    byte[] list = repository.referrersList();
    if (list != null) {
      registry.fault(
          Fault.on("GET", "/v2/" + name + "/referrers/" + repository.root().digest())
              .replace(200, Contents.OCI_INDEX, "")
              .body(list));
      tagSchema.addManifest(
          name, repository.root().digest().toString().replace(':', '-'), Contents.OCI_INDEX, list);
    }
  }

  private void add(Content content, String name, String tag) {
    for (InProcessRegistry to : List.of(registry, tagSchema)) {
      String type = content.mediaType();
      if (type == null) {
        to.addBlob(name, content.bytes());
      } else {
        to.addManifest(name, tag, type, content.bytes());
      }
    }
  }

  /** Writes a layout. */
  public static void writeLayout(List<Content> contents, byte[] indexFile, Path layout)
      throws IOException {
    Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.write(layout.resolve("index.json"), indexFile);
    for (Content content : contents) {
      Files.write(blobs.resolve(content.digest().encoded()), content.bytes());
    }
  }

  /** Returns the folder of the layout with a repository. */
  public Path layout(String name) {
    return root.resolve(name);
  }

  /** Returns the registry of a source; of {@link Source#LAYOUT} the one that is copied to. */
  public InProcessRegistry registry(Source source) {
    return source == Source.TAG_SCHEMA ? tagSchema : registry;
  }

  @Override
  public void close() {
    registry.close();
    tagSchema.close();
  }
}
