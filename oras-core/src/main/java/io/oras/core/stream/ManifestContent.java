package io.oras.core.stream;

import io.oras.api.content.ContentSource;
import io.oras.api.content.RawManifest;
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
}
