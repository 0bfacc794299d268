package io.oras.core.json;

import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Descriptors from and to JSON (image-spec v1.1.1, descriptor.md). Thread safe. */
public final class DescriptorJson {
  private DescriptorJson() {}

  /**
   * Reads a descriptor. Fields that the specification does not know are passed over.
   *
   * @throws InvalidJsonException naming the field
   */
  public static Descriptor read(JsonFields fields) throws InvalidJsonException {
    JsonFields platform = fields.object("platform");
    MediaType mediaType = fields.requireParsed("mediaType", MediaType::new);
    Digest digest = fields.requireParsed("digest", Digest::parse);
    long size = fields.requireInteger("size");
    if (size < 0) {
      throw new InvalidJsonException(fields.at("size") + ": is not negative, got " + size);
    }
    try {
      return new Descriptor(
          mediaType,
          digest,
          size,
          fields.strings("urls"),
          fields.stringMap("annotations"),
          fields.string("data"),
          platform == null ? null : platform(platform),
          fields.parsed("artifactType", MediaType::new));
    } catch (IllegalArgumentException e) {
      throw new InvalidJsonException(
          (fields.path().isEmpty() ? "" : fields.path() + ": ") + e.getMessage(), e);
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

  /** Architecture and system are required, but indexes in the field lack them. */
  private static Platform platform(JsonFields fields) throws InvalidJsonException {
    return new Platform(
        Objects.requireNonNullElse(fields.string("architecture"), ""),
        Objects.requireNonNullElse(fields.string("os"), ""),
        fields.string("os.version"),
        fields.strings("os.features"),
        fields.string("variant"),
        fields.strings("features"));
  }

  /** The descriptor as JSON, in the field order of the {@code oras} command. */
  public static JsonObject write(Descriptor descriptor) {
    JsonObjectBuilder json =
        StrictJson.object()
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
        StrictJson.object().add("architecture", platform.architecture()).add("os", platform.os());
    add(json, "os.version", platform.osVersion());
    add(json, "os.features", platform.osFeatures());
    add(json, "variant", platform.variant());
    add(json, "features", platform.features());
    return json.build();
  }

  /** Descriptors as a JSON array. */
  public static JsonArrayBuilder writeAll(List<Descriptor> descriptors) {
    JsonArrayBuilder json = StrictJson.array();
    descriptors.forEach(descriptor -> json.add(write(descriptor)));
    return json;
  }

  /** Adds annotations, sorted by key; nothing when there are none. */
  public static void add(JsonObjectBuilder json, String name, Map<String, String> map) {
    if (!map.isEmpty()) {
      JsonObjectBuilder object = StrictJson.object();
      Annotations.copyOf(map).forEach(object::add);
      json.add(name, object);
    }
  }

  static void add(JsonObjectBuilder json, String name, List<String> list) {
    if (!list.isEmpty()) {
      JsonArrayBuilder array = StrictJson.array();
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
