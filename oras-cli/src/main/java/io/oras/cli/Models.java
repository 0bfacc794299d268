package io.oras.cli;

import io.oras.api.model.Descriptor;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code --format json} prints, in the field order of the {@code oras} command. */
final class Models {
  private Models() {}

  static Map<String, Object> descriptor(Descriptor descriptor, String path) {
    Map<String, Object> model = new LinkedHashMap<>();
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
