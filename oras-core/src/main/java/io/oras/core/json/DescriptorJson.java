package io.oras.core.json;

import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Descriptors from and to JSON (image-spec v1.1.1, descriptor.md). Thread safe. */
public final class DescriptorJson {
  private DescriptorJson() {}

  /**
   * Reads a descriptor. Media type and artifact type are opaque text; an empty or absent one is not
   * given. Fields that the specification does not know are passed over, and {@code urls}, {@code
   * data} and {@code platform} count as not given if they are malformed: nobody may ever use them.
   *
   * @throws InvalidJsonException naming the field
   */
  public static Descriptor read(JsonFields fields) throws InvalidJsonException {
    String mediaType = fields.string("mediaType");
    Digest digest = fields.requireParsed("digest", Digest::parse);
    long size = fields.requireInteger("size");
    if (size < 0) {
      throw new InvalidJsonException(fields.at("size") + ": is not negative, got " + size);
    }
    Descriptor plain =
        new Descriptor(
            MediaType.read(mediaType == null ? "" : mediaType),
            digest,
            size,
            urls(fields),
            fields.stringMap("annotations"),
            null,
            ifWellFormed(() -> platform(fields)),
            mediaType(fields, "artifactType"));
    String data = ifWellFormed(() -> fields.string("data"));
    return data == null ? plain : withDataIfItFits(plain, data);
  }

  /**
   * Reads a descriptor that may be absent or null, or may have neither digest nor size, as Go
   * writes one that is not set.
   *
   * @return null if there is none
   * @throws InvalidJsonException naming the field
   */
  static @Nullable Descriptor readOptional(JsonFields fields, String name)
      throws InvalidJsonException {
    JsonFields descriptor = fields.object(name);
    if (descriptor == null) {
      return null;
    }
    String digest = descriptor.string("digest");
    boolean unset =
        (digest == null || digest.isEmpty()) && descriptor.integer("size").orElse(0) == 0;
    return unset ? null : read(descriptor);
  }

  private static Descriptor withDataIfItFits(Descriptor plain, String data) {
    try {
      Descriptor complete = plain.withData(data);
      VerifyingInputStream.verify(complete.embedded().orElseThrow(), complete);
      return complete;
    } catch (UnsupportedDigestException e) {
      return plain.withData(data); // Nobody here can verify or use it.
    } catch (IllegalArgumentException | ContentVerificationException e) {
      return plain;
    }
  }

  /**
   * Returns a media type as it stands in the document; null if it is absent or empty.
   *
   * @throws InvalidJsonException if the field is no string
   */
  public static @Nullable MediaType mediaType(JsonFields fields, String name)
      throws InvalidJsonException {
    String text = fields.string(name);
    return text == null || text.isEmpty() ? null : MediaType.read(text);
  }

  private static List<String> urls(JsonFields fields) {
    List<String> urls = ifWellFormed(() -> fields.strings("urls"));
    return urls == null ? List.of() : urls.stream().filter(DescriptorJson::isUrl).toList();
  }

  private static boolean isUrl(String text) {
    try {
      SchemaValidator.checkUrl(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @FunctionalInterface
  private interface Field<T> {
    @Nullable T read() throws InvalidJsonException;
  }

  private static <T> @Nullable T ifWellFormed(Field<T> field) {
    try {
      return field.read();
    } catch (InvalidJsonException e) {
      return null;
    }
  }

  /**
   * Reads each descriptor of an array; empty when there is none.
   *
   * @throws InvalidJsonException naming the field
   */
  public static List<Descriptor> readAll(JsonFields fields, String name)
      throws InvalidJsonException {
    List<Descriptor> result = new ArrayList<>();
    for (JsonFields element : fields.objects(name)) {
      result.add(read(element));
    }
    return result;
  }

  /**
   * Reads each descriptor of a list whose entries have nothing to do with each other; an element
   * that is no descriptor is passed over.
   *
   * @throws InvalidJsonException if the field is no array
   */
  public static List<Descriptor> readEntries(JsonFields fields, String name)
      throws InvalidJsonException {
    return fields.array(name).stream().flatMap(element -> readEntry(element).stream()).toList();
  }

  /**
   * Reads a descriptor of a list whose entries have nothing to do with each other.
   *
   * @return empty if the element is no descriptor
   */
  public static Optional<Descriptor> readEntry(JsonValue element) {
    try {
      return element instanceof JsonObject object
          ? Optional.of(read(JsonFields.of(object)))
          : Optional.empty();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Platform platform(JsonFields descriptor) throws InvalidJsonException {
    JsonFields fields = descriptor.object("platform");
    return fields == null ? null : readPlatform(fields);
  }

  /**
   * Reads a platform. Architecture and operating system are required, but indexes of other programs
   * lack them; they are then empty.
   *
   * @throws InvalidJsonException naming the field
   */
  public static Platform readPlatform(JsonFields fields) throws InvalidJsonException {
    return platform(fields, fields.strings("features"));
  }

  static Platform platform(JsonFields fields, List<String> features) throws InvalidJsonException {
    return new Platform(
        Objects.requireNonNullElse(fields.string("os"), ""),
        Objects.requireNonNullElse(fields.string("architecture"), ""),
        fields.string("variant"),
        fields.string("os.version"),
        fields.strings("os.features"),
        features);
  }

  /** The descriptor as JSON, in the field order of the {@code oras} command. */
  public static JsonObject write(Descriptor descriptor) {
    JsonObjectBuilder json =
        JsonDocument.object()
            .add("mediaType", descriptor.mediaType().value())
            .add("digest", descriptor.digest().toString())
            .add("size", descriptor.size());
    add(json, "urls", descriptor.urls());
    add(json, "annotations", descriptor.annotations());
    add(json, "data", descriptor.data());
    Platform platform = descriptor.platform();
    if (platform != null) {
      json.add("platform", write(platform));
    }
    add(json, "artifactType", descriptor.artifactType());
    return json.build();
  }

  /** The platform as JSON. */
  public static JsonObject write(Platform platform) {
    JsonObjectBuilder json =
        JsonDocument.object().add("architecture", platform.architecture()).add("os", platform.os());
    add(json, "os.version", platform.osVersion());
    add(json, "os.features", platform.osFeatures());
    add(json, "variant", platform.variant());
    add(json, "features", platform.features());
    return json.build();
  }

  /** Descriptors as a JSON array. */
  public static JsonArrayBuilder writeAll(List<Descriptor> descriptors) {
    JsonArrayBuilder json = JsonDocument.array();
    descriptors.forEach(descriptor -> json.add(write(descriptor)));
    return json;
  }

  /** Adds annotations, sorted by key; nothing when there are none. */
  public static void add(JsonObjectBuilder json, String name, Map<String, String> map) {
    if (!map.isEmpty()) {
      JsonObjectBuilder object = JsonDocument.object();
      Annotations.copyOf(map).forEach(object::add);
      json.add(name, object);
    }
  }

  static void add(JsonObjectBuilder json, String name, List<String> list) {
    if (!list.isEmpty()) {
      JsonArrayBuilder array = JsonDocument.array();
      list.forEach(array::add);
      json.add(name, array);
    }
  }

  /** Adds the value's text; nothing when it is null. */
  static void add(JsonObjectBuilder json, String name, @Nullable Object value) {
    if (value != null) {
      json.add(name, value.toString());
    }
  }
}
