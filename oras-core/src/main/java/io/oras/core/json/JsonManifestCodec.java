package io.oras.core.json;

import io.oras.api.content.ManifestCodec;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Manifests and indexes of OCI and Docker from and to JSON (image-spec v1.1.1, manifest.md and
 * image-index.md). Tolerates what the specification lets others write, and writes what the {@code
 * oras} command writes. Thread safe.
 */
public final class JsonManifestCodec implements ManifestCodec {
  private static final int SCHEMA_VERSION = 2;

  /** A codec; all are equal. */
  public JsonManifestCodec() {}

  @Override
  public Optional<Manifest> decode(byte[] bytes, MediaType mediaType)
      throws InvalidManifestException {
    if (!mediaType.isManifest()) {
      return Optional.empty();
    }
    String what = mediaType.isIndex() ? "index" : "manifest";
    try {
      JsonFields fields = JsonFields.of(StrictJson.parseObject(bytes, what));
      checkHead(fields, mediaType);
      return Optional.of(
          mediaType.isIndex() ? index(fields, mediaType) : manifest(fields, mediaType));
    } catch (InvalidJsonException e) {
      String problem = e.getMessage();
      throw new InvalidManifestException(
          problem.startsWith(what + ":") ? problem : what + ": " + problem, e);
    }
  }

  private static void checkHead(JsonFields fields, MediaType mediaType)
      throws InvalidJsonException {
    long version = fields.requireInteger("schemaVersion");
    if (version != SCHEMA_VERSION) {
      throw new InvalidJsonException(
          "schemaVersion: expected " + SCHEMA_VERSION + ", got " + version);
    }
    MediaType own = fields.parsed("mediaType", MediaType::new);
    if (own != null && !own.equals(mediaType)) {
      throw new InvalidJsonException(
          "mediaType: the document says " + own + ", it came as " + mediaType);
    }
    // One document that is both means one thing to one reader and another to the next
    // (CVE-2021-41190, GHSA-77vh-xpmg-72qh).
    if (fields.has("manifests") && (fields.has("layers") || fields.has("config"))) {
      throw new InvalidJsonException(
          "the document is both an index (manifests) and an image manifest (layers, config)");
    }
  }

  private static ImageManifest manifest(JsonFields fields, MediaType mediaType)
      throws InvalidJsonException {
    return new ImageManifest(
        mediaType,
        fields.parsed("artifactType", MediaType::new),
        DescriptorJson.read(fields.requireObject("config")),
        DescriptorJson.readAll(fields, "layers"),
        subject(fields),
        fields.stringMap("annotations"));
  }

  private static ImageIndex index(JsonFields fields, MediaType mediaType)
      throws InvalidJsonException {
    if (!fields.has("manifests")) {
      throw new InvalidJsonException("manifests: missing, expected an array");
    }
    return new ImageIndex(
        mediaType,
        fields.parsed("artifactType", MediaType::new),
        DescriptorJson.readAll(fields, "manifests"),
        subject(fields),
        fields.stringMap("annotations"));
  }

  private static @Nullable Descriptor subject(JsonFields fields) throws InvalidJsonException {
    JsonFields subject = fields.object("subject");
    return subject == null ? null : DescriptorJson.read(subject);
  }

  @Override
  public byte[] encode(Manifest manifest) {
    JsonObjectBuilder json =
        StrictJson.object()
            .add("schemaVersion", SCHEMA_VERSION)
            .add("mediaType", manifest.mediaType().value());
    DescriptorJson.add(json, "artifactType", manifest.artifactType());
    if (manifest instanceof ImageManifest image) {
      json.add("config", DescriptorJson.write(image.config()))
          .add("layers", DescriptorJson.writeAll(image.layers()));
    } else {
      json.add("manifests", DescriptorJson.writeAll(manifest.children()));
    }
    Descriptor subject = manifest.subject();
    if (subject != null) {
      json.add("subject", DescriptorJson.write(subject));
    }
    DescriptorJson.add(json, "annotations", manifest.annotations());
    return StrictJson.write(json.build());
  }
}
