package io.oras.tests.registry.storage;

import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.Reference;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Imports the content and the tags of an OCI layout (image-spec v1.1.1, image-layout.md) into a
 * repository. Content that the layout lacks is also missing in the repository.
 */
public final class LayoutImport {
  private final Path layout;
  private final Storage storage;
  private final Repository repository;
  private final Set<Digest> seen = new HashSet<>();

  private LayoutImport(Path layout, Storage storage, Repository repository) {
    this.layout = layout;
    this.storage = storage;
    this.repository = repository;
  }

  public static void plant(Path layout, Storage storage, Repository repository)
      throws IOException, RegistryProblem {
    Path index = layout.resolve("index.json");
    if (!Files.exists(index)) {
      throw new IllegalArgumentException(
          layout.toAbsolutePath() + " is no OCI layout: it has no index.json");
    }
    LayoutImport seed = new LayoutImport(layout, storage, repository);
    try (InputStream in = Files.newInputStream(index);
        JsonReader reader = Json.createReader(in)) {
      for (JsonObject entry :
          reader.readObject().getJsonArray("manifests").getValuesAs(JsonObject.class)) {
        seed.root(entry);
      }
    } catch (JsonException | ClassCastException | NullPointerException e) {
      throw new IOException(index + " is no index of an OCI layout", e);
    }
  }

  private void root(JsonObject entry) throws IOException, RegistryProblem {
    Optional<StoredManifest> planted = plant(entry);
    JsonObject annotations = entry.getJsonObject("annotations");
    if (planted.isPresent() && annotations != null) {
      String name = annotations.getString("org.opencontainers.image.ref.name", "");
      if (Reference.isTag(name)) {
        repository.addManifest(planted.get(), List.of(name));
      }
    }
  }

  private Optional<StoredManifest> plant(JsonObject descriptor)
      throws IOException, RegistryProblem {
    Digest digest = StoredManifest.digestOf(descriptor);
    String type = descriptor.getString("mediaType", "");
    Optional<Content> content = content(digest);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    if (!MediaType.read(type).isManifest()) {
      keep(digest, content.get());
      return Optional.empty();
    }
    StoredManifest manifest = StoredManifest.parse(digest, type, content.get().bytes());
    if (seen.add(digest)) {
      for (Digest blob : manifest.blobs()) {
        Optional<Content> bytes = content(blob);
        if (bytes.isPresent()) {
          keep(blob, bytes.get());
        }
      }
      for (JsonObject child : manifest.objects("manifests")) {
        plant(child);
      }
      repository.addManifest(manifest, List.of());
    }
    return Optional.of(manifest);
  }

  private void keep(Digest digest, Content content) throws IOException {
    ContentSink sink = storage.newSink();
    try (InputStream in = content.open()) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sink.write(buffer, 0, n);
      }
      repository.addBlob(digest, sink.finish());
    } finally {
      sink.discard();
    }
  }

  private Optional<Content> content(Digest digest) throws IOException {
    return FileContent.find(
        layout.resolve("blobs").resolve(digest.algorithm()).resolve(digest.encoded()));
  }
}
