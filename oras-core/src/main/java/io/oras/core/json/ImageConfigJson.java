package io.oras.core.json;

import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import java.io.IOException;
import java.util.List;

/** What a config says of the platform of its image (image-spec v1.1.1, config.md). */
public final class ImageConfigJson {
  private ImageConfigJson() {}

  /**
   * The platform of an image.
   *
   * @throws UnsupportedException when this is not the config of an image
   */
  public static Platform platform(byte[] config, Descriptor descriptor) throws IOException {
    MediaType type = descriptor.mediaType();
    if (!type.equals(MediaType.OCI_CONFIG) && !type.equals(MediaType.DOCKER_CONFIG)) {
      throw new UnsupportedException(
          "only images have a platform, but the config has the type " + type);
    }
    try {
      JsonFields fields = JsonFields.of(JsonDocument.parseObject(config, "config"));
      return DescriptorJson.platform(fields, List.of());
    } catch (InvalidJsonException e) {
      throw new InvalidManifestException(e.getMessage(), e);
    }
  }
}
