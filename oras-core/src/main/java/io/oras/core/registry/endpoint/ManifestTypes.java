package io.oras.core.registry.endpoint;

import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.MediaType;
import io.oras.api.transport.Headers;
import io.oras.core.json.DescriptorJson;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import io.oras.core.json.JsonFields;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.wire.HeaderReader;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a manifest is: its {@code Content-Type}, and its own {@code mediaType} where the
 * header says nothing, as static file servers and old proxies have it.
 */
final class ManifestTypes {
  /** What servers send that do not know what they serve. */
  private static final Set<String> GENERIC =
      Set.of("application/octet-stream", "application/json", "application/xml");

  private ManifestTypes() {}

  /** Returns the type in the header, without parameters, if there is one. */
  static Optional<MediaType> ofHeader(Headers headers) throws LimitExceededException {
    String type = HeaderReader.of(headers, "Content-Type").text();
    String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.isEmpty() ? Optional.empty() : Optional.of(MediaType.read(bare));
  }

  /**
   * Returns the type of a body.
   *
   * @throws InvalidManifestException if it is no manifest, or if body and header disagree
   */
  static MediaType of(Headers headers, byte[] body)
      throws InvalidManifestException, LimitExceededException {
    MediaType told = ofHeader(headers).orElse(MediaType.OCTET_STREAM);
    if (told.isManifest()) {
      return told; // The codec compares it with the body.
    }
    boolean generic = GENERIC.contains(told.value()) || told.value().startsWith("text/");
    try {
      JsonFields fields = JsonFields.of(JsonDocument.parseObject(body, "manifest"));
      MediaType own = DescriptorJson.mediaType(fields, "mediaType");
      if (own != null && !generic && !own.value().equalsIgnoreCase(told.value())) {
        throw new InvalidManifestException(
            "manifest: it says " + own + ", but the expected type is " + told);
      }
      if (own == null && generic) {
        return JsonManifestCodec.typeOf(fields)
            .orElseThrow(
                () ->
                    new InvalidManifestException("expected a manifest, got other JSON as " + told));
      }
      return own == null ? told : own;
    } catch (InvalidJsonException e) {
      if (generic) {
        throw new InvalidManifestException(
            "expected a manifest, got " + told + ": " + e.getMessage(), e);
      }
      return told; // A manifest of a type about which nothing is known need not be JSON.
    }
  }
}
