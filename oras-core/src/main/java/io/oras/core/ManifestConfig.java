package io.oras.core;

import io.oras.api.content.ContentSource;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A config for a manifest that is put together by hand: its descriptor, and the content to push.
 *
 * @param descriptor for {@link ManifestBuilder#config}
 * @param content for {@link io.oras.api.content.Pusher#push}
 */
public record ManifestConfig(Descriptor descriptor, ContentSource content) {
  private static final byte[] EMPTY_JSON = {'{', '}'};

  /** The empty config of image-spec v1.1.1, {@link Descriptor#EMPTY_JSON}. */
  public static ManifestConfig empty() {
    return new ManifestConfig(Descriptor.EMPTY_JSON, ContentSource.ofBytes(EMPTY_JSON));
  }

  /** The empty JSON object as that type, as manifests of image-spec v1.0 have it. */
  public static ManifestConfig empty(MediaType mediaType) {
    return new ManifestConfig(
        Descriptor.of(mediaType, EMPTY_JSON), ContentSource.ofBytes(EMPTY_JSON));
  }

  /**
   * The file as config.
   *
   * @param mediaType null for {@link MediaType#UNKNOWN_CONFIG}
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  public static ManifestConfig ofFile(Path file, @Nullable MediaType mediaType) throws IOException {
    ContentSource content = ContentSource.ofFile(file);
    return new ManifestConfig(
        content.describe(mediaType == null ? MediaType.UNKNOWN_CONFIG : mediaType), content);
  }
}
