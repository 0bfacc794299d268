package io.oras.core.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.json.DescriptorJson;
import io.oras.core.json.InvalidJsonException;
import io.oras.core.json.JsonDocument;
import io.oras.core.json.JsonFields;
import io.oras.core.json.JsonIndenter;
import io.oras.core.json.JsonManifestCodec;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors, platforms, manifests and indexes from and to JSON.
 *
 * <pre>{@code
 * RawManifest manifest = oras.fetch("localhost:5000/hello:v1");
 * Descriptor descriptor = OciJson.parseDescriptor(OciJson.toJson(manifest.descriptor()));
 * }</pre>
 *
 * <p>JSON is written as the {@code oras} command writes it: compact, in the same order of fields
 * and with the same escapes, so that the same values have the same digest. Reading accepts
 * documents of other programs as far as their fields are needed. All methods are thread safe and
 * throw a {@link io.oras.api.error.MissingProviderException} if no JSON provider is installed.
 */
public final class OciJson {
  private static final JsonManifestCodec CODEC = new JsonManifestCodec();

  private OciJson() {}

  /** Returns the descriptor as JSON (image-spec v1.1.1, descriptor.md). */
  public static String toJson(Descriptor descriptor) {
    return text(DescriptorJson.write(descriptor));
  }

  /** Returns the platform as JSON (image-spec v1.1.1, image-index.md, "platform"). */
  public static String toJson(Platform platform) {
    return text(DescriptorJson.write(platform));
  }

  /**
   * Returns the manifest or index as JSON.
   *
   * @throws IllegalArgumentException if the document would violate the specification; the message
   *     names all violations
   */
  public static String toJson(Manifest manifest) {
    return new String(CODEC.encode(manifest), UTF_8);
  }

  private static String text(JsonValue json) {
    return new String(JsonDocument.write(json), UTF_8);
  }

  /**
   * Returns the manifest or index with its bytes and its descriptor. The descriptor has a sha256
   * digest, and the artifact type and the annotations of the manifest.
   *
   * @throws IllegalArgumentException if the document would violate the specification; the message
   *     names all violations
   */
  public static RawManifest encode(Manifest manifest) {
    return CODEC.write(manifest);
  }

  /**
   * Reads a descriptor. Unknown fields are ignored; {@code urls}, {@code data} and {@code platform}
   * count as absent if they are malformed.
   *
   * @throws InvalidManifestException if the text is no JSON object or has no valid digest or size;
   *     the message names the field
   */
  public static Descriptor parseDescriptor(String json) throws InvalidManifestException {
    return parse(json, "descriptor", DescriptorJson::read);
  }

  /**
   * Reads a platform. {@code architecture} and {@code os} are empty if they are absent.
   *
   * @throws InvalidManifestException if the text is no JSON object or a field has the wrong type;
   *     the message names the field
   */
  public static Platform parsePlatform(String json) throws InvalidManifestException {
    return parse(json, "platform", DescriptorJson::readPlatform);
  }

  /**
   * Reads a manifest or an index whose document says what it is: with {@code mediaType}, or with
   * the fields {@code manifests}, or {@code config} and {@code layers}.
   *
   * @throws InvalidManifestException if the document does not say what it is, or is not valid; the
   *     message names the field
   */
  public static RawManifest parseManifest(String json) throws InvalidManifestException {
    MediaType type =
        parse(
            json,
            "manifest",
            fields ->
                JsonManifestCodec.typeOf(fields)
                    .orElseThrow(
                        () ->
                            new InvalidJsonException(
                                "mediaType: missing, and no other field shows the type")));
    return parseManifest(json.getBytes(UTF_8), type);
  }

  /**
   * Reads a manifest or an index. The result keeps the bytes as they are. Its descriptor, with a
   * sha256 digest, is how a registry identifies the document, and can be the {@linkplain
   * io.oras.api.artifact.Artifact#withSubject subject} of an artifact.
   *
   * @param expected the media type that the document was sent with
   * @throws InvalidManifestException if the document is not valid or has another media type; the
   *     message names the field
   */
  public static RawManifest parseManifest(byte[] bytes, MediaType expected)
      throws InvalidManifestException {
    RawManifest raw = RawManifest.of(bytes, Descriptor.of(expected, bytes));
    return CODEC.decode(bytes, expected).map(raw::withView).orElse(raw);
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(JsonFields fields) throws InvalidJsonException;
  }

  private static <T> T parse(String json, String what, Reader<T> reader)
      throws InvalidManifestException {
    try {
      return reader.read(JsonFields.of(JsonDocument.parseObject(json.getBytes(UTF_8), what)));
    } catch (InvalidJsonException e) {
      String problem = e.getMessage();
      throw new InvalidManifestException(
          problem.startsWith(what + ":") ? problem : what + ": " + problem, e);
    }
  }

  /**
   * Reads any JSON document as {@link Map}s, {@link List}s, {@link String}s, {@link Long}s, {@link
   * java.math.BigDecimal}s, {@link Boolean}s and null. Maps keep the order of the document; maps
   * and lists are read-only. Of a duplicate name the last value counts, a number out of range is
   * null, and bytes that are not UTF-8 become U+FFFD.
   *
   * @param what the document is, for messages
   * @throws IllegalArgumentException if the document is no JSON
   */
  public static @Nullable Object values(byte[] utf8, String what) {
    try {
      return value(JsonDocument.parse(utf8, what));
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Returns the document indented by two spaces; only white space between tokens changes.
   *
   * @param what the document is, for messages
   * @throws IllegalArgumentException if the document is no JSON
   */
  public static byte[] indent(byte[] utf8, String what) {
    values(utf8, what);
    return JsonIndenter.indent(utf8);
  }

  private static @Nullable Object value(JsonValue read) {
    JsonValue json = JsonDocument.lastValue(read);
    if (json instanceof JsonObject object) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      object.forEach((name, member) -> map.put(name, value(member)));
      return Collections.unmodifiableMap(map);
    }
    if (json instanceof JsonArray array) {
      List<@Nullable Object> list = new ArrayList<>();
      array.forEach(element -> list.add(value(element)));
      return Collections.unmodifiableList(list);
    }
    if (json instanceof JsonString text) {
      return text.getString();
    }
    if (json instanceof JsonNumber number) {
      return number.isIntegral() && number.bigIntegerValue().bitLength() < Long.SIZE
          ? (Object) number.longValueExact()
          : number.bigDecimalValue();
    }
    return json.equals(JsonValue.NULL) ? null : json.equals(JsonValue.TRUE);
  }
}
