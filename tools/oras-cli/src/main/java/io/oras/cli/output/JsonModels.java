package io.oras.cli.output;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code --format json} prints, in the field order of the {@code oras} command. */
public final class JsonModels {
  private JsonModels() {}

  /** A descriptor by itself, with all its fields. */
  public static Map<String, Object> descriptor(Descriptor descriptor) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("mediaType", descriptor.mediaType().value());
    model.put("digest", descriptor.digest().toString());
    model.put("size", descriptor.size());
    if (!descriptor.urls().isEmpty()) {
      model.put("urls", descriptor.urls());
    }
    if (!descriptor.annotations().isEmpty()) {
      model.put("annotations", descriptor.annotations());
    }
    put(model, "data", descriptor.data());
    Platform platform = descriptor.platform();
    if (platform != null) {
      model.put("platform", platform(platform));
    }
    put(model, "artifactType", descriptor.artifactType());
    return model;
  }

  /** As in a descriptor and in an image config. */
  public static Map<String, Object> platform(Platform platform) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("architecture", platform.architecture());
    model.put("os", platform.os());
    put(model, "os.version", platform.osVersion());
    if (!platform.osFeatures().isEmpty()) {
      model.put("os.features", platform.osFeatures());
    }
    put(model, "variant", platform.variant());
    return model;
  }

  private static void put(Map<String, Object> model, String name, @Nullable Object value) {
    if (value != null) {
      model.put(name, value.toString());
    }
  }

  /** The same document with the members of its objects in the order of their names, as in Go. */
  public static @Nullable Object sorted(@Nullable Object json) {
    if (json instanceof Map<?, ?> map) {
      TreeMap<String, @Nullable Object> members = new TreeMap<>();
      map.forEach((name, value) -> members.put(String.valueOf(name), sorted(value)));
      return members;
    }
    return json instanceof List<?> list ? list.stream().map(JsonModels::sorted).toList() : json;
  }

  public static Map<String, @Nullable Object> descriptor(Descriptor descriptor, String path) {
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    model.put("reference", path + "@" + descriptor.digest());
    model.put("mediaType", descriptor.mediaType().value());
    model.put("digest", descriptor.digest().toString());
    model.put("size", descriptor.size());
    if (!descriptor.annotations().isEmpty()) {
      model.put("annotations", descriptor.annotations());
    }
    if (descriptor.artifactType() != null) {
      model.put("artifactType", descriptor.artifactType().value());
    }
    return model;
  }
}
