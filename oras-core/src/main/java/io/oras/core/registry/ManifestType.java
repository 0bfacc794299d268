package io.oras.core.registry;

import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.MediaType;
import io.oras.api.transport.Headers;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonFields;
import io.oras.core.json.StrictJson;
import io.oras.core.wire.HeaderReader;
import java.util.Optional;

/**
 * Finds out what a manifest is: its {@code Content-Type}, and its own {@code mediaType} where the
 * header says nothing, as static file servers and old proxies have it.
 */
final class ManifestType {
  private ManifestType() {}

  /** The type in the header, if there is one. */
  static Optional<MediaType> ofHeader(Headers headers) throws LimitExceededException {
    try {
      String type = HeaderReader.of(headers, "Content-Type").text();
      return type.isEmpty() ? Optional.empty() : Optional.of(MediaType.ofContentType(type));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The type of a body.
   *
   * @throws InvalidManifestException when it is no manifest, or body and header disagree
   */
  static MediaType of(Headers headers, byte[] body)
      throws InvalidManifestException, LimitExceededException {
    MediaType told = ofHeader(headers).orElse(MediaType.OCTET_STREAM);
    if (told.isManifest()) {
      return told; // The codec compares it with the body.
    }
    boolean specific = told.value().contains("/vnd.");
    try {
      JsonFields fields = JsonFields.of(StrictJson.parseObject(body, "manifest"));
      MediaType own = fields.parsed("mediaType", MediaType::new);
      if (own == null) {
        return specific ? told : guess(fields, told);
      }
      if (specific && !own.equals(told)) {
        throw new InvalidManifestException("manifest: it says " + own + ", it came as " + told);
      }
      return own;
    } catch (InvalidJsonException e) {
      throw new InvalidManifestException(
          "expected a manifest, got " + told + ": " + e.getMessage(), e);
    }
  }

  private static MediaType guess(JsonFields fields, MediaType told)
      throws InvalidManifestException {
    if (fields.has("manifests")) {
      return MediaType.OCI_INDEX;
    }
    if (fields.has("config") && fields.has("layers")) {
      return MediaType.OCI_MANIFEST;
    }
    throw new InvalidManifestException("expected a manifest, got other JSON as " + told);
  }
}
