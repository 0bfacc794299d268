package io.oras.tests.registry.storage;

import io.oras.api.model.Digest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The exact bytes of a manifest, with the fields that the registry reads. */
public record StoredManifest(Digest digest, String mediaType, Content content, JsonObject json) {
  /** Types of layers that the registry may lack (image-spec v1.1.1, layer.md). */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "application/vnd.oci.image.layer.nondistributable.v1.tar",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
          "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");

  public static StoredManifest parse(Digest digest, String contentType, byte[] bytes)
      throws RegistryProblem {
    JsonObject json;
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      json = reader.readObject();
    } catch (JsonException | ClassCastException e) {
      throw RegistryProblem.manifestInvalid("a manifest is a JSON object: " + e.getMessage());
    }
    StoredManifest manifest = new StoredManifest(digest, contentType, Content.of(bytes), json);
    manifest.check();
    return manifest;
  }

  /** Parses like {@link #parse}, but treats unreadable fields as absent. */
  public static StoredManifest read(Digest digest, String contentType, byte[] bytes) {
    JsonObject json;
    try (JsonReader reader =
        Json.createReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)))) {
      json = reader.readObject();
    } catch (JsonException | ClassCastException | IllegalStateException e) {
      json = JsonValue.EMPTY_JSON_OBJECT;
    }
    return new StoredManifest(digest, contentType, Content.of(bytes), json);
  }

  private void check() throws RegistryProblem {
    if (json.getInt("schemaVersion", 2) != 2) {
      throw RegistryProblem.manifestInvalid("schemaVersion is 2");
    }
    String own = json.getString("mediaType", mediaType);
    if (!own.equals(mediaType)) {
      throw RegistryProblem.manifestInvalid(
          "the manifest's mediaType is " + own + ", its Content-Type " + mediaType);
    }
    Optional<JsonObject> subject = object("subject");
    if (subject.isPresent()) {
      digestOf(subject.get());
    }
    blobs();
    children();
  }

  private Optional<JsonObject> object(String name) {
    return json.get(name) instanceof JsonObject value ? Optional.of(value) : Optional.empty();
  }

  /** Returns the descriptors in a list of this manifest. */
  List<JsonObject> objects(String name) throws RegistryProblem {
    List<JsonObject> objects = new ArrayList<>();
    if (json.get(name) instanceof JsonArray array) {
      for (JsonValue value : array) {
        if (!(value instanceof JsonObject object)) {
          throw RegistryProblem.manifestInvalid(
              "'" + name + "' is a list of descriptors, got " + value);
        }
        objects.add(object);
      }
    }
    return objects;
  }

  static Digest digestOf(JsonObject descriptor) throws RegistryProblem {
    try {
      return Digest.parse(descriptor.getString("digest", ""));
    } catch (IllegalArgumentException e) {
      throw RegistryProblem.manifestInvalid(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the digest of the subject, if there is one. */
  public Optional<Digest> subject() {
    try {
      Optional<JsonObject> subject = object("subject");
      return subject.isPresent() ? Optional.of(digestOf(subject.get())) : Optional.empty();
    } catch (RegistryProblem e) {
      return Optional.empty();
    }
  }

  /** Returns the blobs that must be in the registry: config and layers. */
  public List<Digest> blobs() throws RegistryProblem {
    List<Digest> digests = new ArrayList<>();
    List<JsonObject> descriptors = new ArrayList<>(objects("layers"));
    object("config").ifPresent(descriptors::add);
    for (JsonObject descriptor : descriptors) {
      Digest digest = digestOf(descriptor);
      if (!ELSEWHERE.contains(descriptor.getString("mediaType", ""))) {
        digests.add(digest);
      }
    }
    return digests;
  }

  /** Returns the manifests of an index. */
  public List<Digest> children() throws RegistryProblem {
    List<Digest> digests = new ArrayList<>();
    for (JsonObject descriptor : objects("manifests")) {
      digests.add(digestOf(descriptor));
    }
    return digests;
  }

  public Optional<String> artifactType() {
    String own = json.getString("artifactType", "");
    String type =
        own.isEmpty() ? object("config").map(c -> c.getString("mediaType", "")).orElse("") : own;
    return type.isEmpty() ? Optional.empty() : Optional.of(type);
  }

  /** Returns the entry in a list of referrers (distribution-spec v1.1.1, "Listing Referrers"). */
  public JsonObject descriptor() {
    JsonObjectBuilder descriptor =
        Json.createObjectBuilder()
            .add("mediaType", mediaType)
            .add("digest", digest.toString())
            .add("size", content.size());
    artifactType().ifPresent(type -> descriptor.add("artifactType", type));
    object("annotations").ifPresent(annotations -> descriptor.add("annotations", annotations));
    return descriptor.build();
  }

  /** Reads a digest whose algorithm the registry can compute. */
  public static Digest digest(String text) throws RegistryProblem {
    try {
      Digest digest = Digest.parse(text);
      if (digest.knownAlgorithm().isEmpty()) {
        throw RegistryProblem.digestInvalid(
            "sha256 and sha512 are supported, not " + digest.algorithm());
      }
      return digest;
    } catch (IllegalArgumentException e) {
      throw RegistryProblem.digestInvalid(String.valueOf(e.getMessage()));
    }
  }
}
