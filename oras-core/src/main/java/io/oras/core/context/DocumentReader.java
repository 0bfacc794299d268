package io.oras.core.context;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.StoreContext;
import io.oras.core.context.Limit.Bound;
import io.oras.core.function.IoSupplier;
import io.oras.core.options.Limits;
import io.oras.core.stream.ManifestContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads documents that are held in memory as a whole, such as manifests. {@link
 * Limits#manifestBytes} bounds their size.
 */
public record DocumentReader(ManifestCodec codec, Bound limit) {
  /** Creates a reader within the limits of a client. */
  public DocumentReader(ManifestCodec codec, Limits limits) {
    this(codec, Limit.MANIFEST_BYTES.in(limits));
  }

  /** Creates a reader within the limit of a store. */
  public DocumentReader(StoreContext context) {
    this(context.codec(), new Bound(Limit.MANIFEST_BYTES, context.maxManifestSize()));
  }

  /** Returns whether the document is small enough to be read. */
  public boolean fits(Descriptor document) {
    return document.size() <= limit.value();
  }

  private void requireFits(String kind, Descriptor document) throws LimitExceededException {
    limit.require(
        document.size(),
        () -> "%s %s has %s bytes".formatted(kind, document.digest(), document.size()));
  }

  /**
   * Reads and verifies a document.
   *
   * @param kind the word for the document in messages
   * @param content opens the content; not called if the document is too large
   * @throws LimitExceededException if the document is too large
   */
  public byte[] read(String kind, Descriptor document, IoSupplier<InputStream> content)
      throws IOException {
    requireFits(kind, document);
    return VerifyingInputStream.readAll(described -> content.get(), document, limit.asInt());
  }

  /**
   * Returns the manifest in {@code content}. A manifest that was verified and parsed before is
   * neither verified nor parsed again.
   *
   * @throws LimitExceededException if the manifest is too large
   */
  public RawManifest manifest(Descriptor expected, ContentSource content) throws IOException {
    requireFits("manifest", expected);
    Optional<RawManifest> known = ManifestContent.in(content, expected);
    return known.isPresent()
        ? known.get()
        : codec.read(expected, read("manifest", expected, content::open));
  }

  /**
   * Reads a manifest whose size is not known.
   *
   * @throws LimitExceededException if the manifest is too large
   */
  public RawManifest manifest(MediaType mediaType, InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(limit.asInt());
    if (content.read() >= 0) {
      throw limit.exceeded("the manifest to push is too long");
    }
    return codec.read(Descriptor.of(mediaType, bytes), bytes);
  }
}
