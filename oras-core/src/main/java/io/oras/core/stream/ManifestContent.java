package io.oras.core.stream;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.error.InvalidManifestException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of a manifest that was verified and parsed. A store that recognises it does neither
 * again.
 */
public record ManifestContent(RawManifest manifest) implements ContentSource {
  /** Returns the manifest in {@code content}, if it is known and is the one described. */
  public static Optional<RawManifest> in(ContentSource content, Descriptor expected) {
    return content instanceof ManifestContent known
            && known.manifest.descriptor().sameContent(expected)
        ? Optional.of(known.manifest)
        : Optional.empty();
  }

  @Override
  public long size() {
    return manifest.descriptor().size();
  }

  @Override
  public InputStream open() throws IOException {
    return new ByteArrayInputStream(manifest.bytes());
  }

  /**
   * Verifies a document and parses it if it can be parsed. Otherwise the result has no view, as if
   * no structure were known for its type.
   *
   * @throws OrasException if the bytes are not those described
   */
  public static RawManifest readIfPossible(ManifestCodec codec, Descriptor descriptor, byte[] bytes)
      throws OrasException {
    try {
      return codec.read(descriptor, bytes);
    } catch (InvalidManifestException e) {
      return RawManifest.of(bytes, descriptor);
    }
  }
}
