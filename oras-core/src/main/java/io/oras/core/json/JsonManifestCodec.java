package io.oras.core.json;

import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.ImageManifest;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Manifests and indexes of OCI and Docker from and to JSON (image-spec v1.1.1, manifest.md and
 * image-index.md), and the artifact manifests of image-spec v1.1.0-rc2, which are only read.
 *
 * <p>Reads what others wrote, as far as each field is needed; writes what the {@code oras} command
 * writes, after {@link SchemaValidator} has checked it. Thread safe.
 */
public final class JsonManifestCodec implements ManifestCodec {
  private static final int SCHEMA_VERSION = 2;

  /** Creates a codec; all are equal. */
  public JsonManifestCodec() {}

  @Override
  public Optional<Manifest> decode(byte[] bytes, MediaType mediaType)
      throws InvalidManifestException {
    String what = mediaType.isIndex() ? "index" : "manifest";
    try {
      JsonFields fields = JsonFields.of(JsonDocument.parseObject(bytes, what));
      return Optional.of(document(fields, mediaType));
    } catch (InvalidJsonException e) {
      if (!mediaType.isManifest()) {
        return Optional.empty(); // A document of a type that nobody here knows need not be JSON.
      }
      String problem = e.getMessage();
      throw new InvalidManifestException(
          problem.startsWith(what + ":") ? problem : what + ": " + problem, e);
    }
  }

  private static Manifest document(JsonFields fields, MediaType mediaType)
      throws InvalidJsonException {
    if (mediaType.isIndex()) {
      checkHead(fields, mediaType);
      return manifests(fields, mediaType);
    }
    if (mediaType.isImageManifest()) {
      checkHead(fields, mediaType);
      return manifest(fields, mediaType, DescriptorJson.readOptional(fields, "config"), "layers");
    }
    return mediaType.isManifest()
        ? manifest(fields, mediaType, null, "blobs")
        : unknown(fields, mediaType);
  }

  /** Reads a document of an unknown type by the members that the known types have. */
  private static Manifest unknown(JsonFields fields, MediaType mediaType)
      throws InvalidJsonException {
    checkUnambiguous(fields);
    if (fields.has("manifests")) {
      return manifests(fields, mediaType);
    }
    if (Stream.of("config", "layers", "blobs", "subject").noneMatch(fields::has)) {
      throw new InvalidJsonException("the structure is that of no known manifest");
    }
    return manifest(
        fields,
        mediaType,
        DescriptorJson.readOptional(fields, "config"),
        fields.has("layers") ? "layers" : "blobs");
  }

  @Override
  public RawManifest read(Descriptor descriptor, byte[] bytes) throws OrasException {
    MediaType given = descriptor.mediaType();
    if (given.isManifest()) {
      return ManifestCodec.super.read(descriptor, bytes);
    }
    VerifyingInputStream.verify(bytes, descriptor);
    MediaType type = typeOf(bytes, given);
    RawManifest raw = RawManifest.of(bytes, descriptor.withMediaType(type));
    return decode(bytes, type).map(raw::withView).orElse(raw);
  }

  /**
   * Returns the media type of a document whose descriptor has a type that is not known to be that
   * of a manifest. The type that the document gives itself is preferred if it is one of a manifest.
   */
  private static MediaType typeOf(byte[] bytes, MediaType given) {
    try {
      JsonFields fields = JsonFields.of(JsonDocument.parseObject(bytes, "manifest"));
      if (given.isEmpty()) {
        return typeOf(fields).orElse(given);
      }
      MediaType own = DescriptorJson.mediaType(fields, "mediaType");
      return own != null && own.isManifest() ? own : given;
    } catch (InvalidJsonException e) {
      return given;
    }
  }

  /**
   * Returns the media type that a document gives itself, or that its fields tell; empty if it tells
   * none.
   *
   * @throws InvalidJsonException if {@code mediaType} cannot be read
   */
  public static Optional<MediaType> typeOf(JsonFields fields) throws InvalidJsonException {
    MediaType own = DescriptorJson.mediaType(fields, "mediaType");
    if (own != null) {
      return Optional.of(own);
    }
    if (fields.has("manifests")) {
      return Optional.of(MediaType.OCI_INDEX);
    }
    return fields.has("config") && fields.has("layers")
        ? Optional.of(MediaType.OCI_MANIFEST)
        : Optional.empty();
  }

  private static void checkHead(JsonFields fields, MediaType mediaType)
      throws InvalidJsonException {
    OptionalLong version = fields.integer("schemaVersion");
    if (version.isPresent() && version.getAsLong() != SCHEMA_VERSION) {
      throw new InvalidJsonException(
          "schemaVersion: expected " + SCHEMA_VERSION + ", got " + version.getAsLong());
    }
    MediaType own = DescriptorJson.mediaType(fields, "mediaType");
    if (own != null && !own.equals(mediaType)) {
      throw new InvalidJsonException(
          "mediaType: the document has " + own + ", but the expected type is " + mediaType);
    }
    checkUnambiguous(fields);
  }

  /**
   * One document that is both means one thing to one reader and another to the next
   * (CVE-2021-41190, GHSA-77vh-xpmg-72qh).
   */
  private static void checkUnambiguous(JsonFields fields) throws InvalidJsonException {
    if (fields.has("manifests") && (fields.has("layers") || fields.has("config"))) {
      throw new InvalidJsonException(
          "the document is both an index (manifests) and an image manifest (layers, config)");
    }
  }

  private static ImageManifest manifest(
      JsonFields fields, MediaType mediaType, @Nullable Descriptor config, String layers)
      throws InvalidJsonException {
    return new ImageManifest(
        mediaType,
        DescriptorJson.mediaType(fields, "artifactType"),
        config,
        DescriptorJson.readAll(fields, layers),
        DescriptorJson.readOptional(fields, "subject"),
        fields.stringMap("annotations"));
  }

  private static ImageIndex manifests(JsonFields fields, MediaType mediaType)
      throws InvalidJsonException {
    return new ImageIndex(
        mediaType,
        DescriptorJson.mediaType(fields, "artifactType"),
        DescriptorJson.readAll(fields, "manifests"),
        DescriptorJson.readOptional(fields, "subject"),
        fields.stringMap("annotations"));
  }

  @Override
  public byte[] encode(Manifest manifest) {
    JsonObjectBuilder json =
        JsonDocument.object()
            .add("schemaVersion", SCHEMA_VERSION)
            .add("mediaType", manifest.mediaType().value());
    DescriptorJson.add(json, "artifactType", manifest.artifactType());
    if (manifest instanceof ImageManifest image) {
      if (image.config() != null) {
        json.add("config", DescriptorJson.write(image.config()));
      }
      json.add("layers", DescriptorJson.writeAll(image.layers()));
    } else {
      json.add("manifests", DescriptorJson.writeAll(manifest.children()));
    }
    Descriptor subject = manifest.subject();
    if (subject != null) {
      json.add("subject", DescriptorJson.write(subject));
    }
    DescriptorJson.add(json, "annotations", manifest.annotations());
    JsonObject document = json.build();
    SchemaValidator.requireWritable(document);
    return JsonDocument.write(document);
  }
}
