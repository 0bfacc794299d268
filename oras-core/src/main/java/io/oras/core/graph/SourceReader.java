package io.oras.core.graph;

import io.oras.api.content.ContentSource;
import io.oras.api.content.ManifestCodec;
import io.oras.api.content.RawManifest;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.OrasException;
import io.oras.api.error.OrasException.Side;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.context.DocumentReader;
import io.oras.core.function.IoSupplier;
import io.oras.core.options.Limits;
import io.oras.core.stream.ManifestContent;
import io.oras.core.stream.ObservedContent;
import io.oras.core.stream.Replicas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads a target for a walk: what came with a descriptor or was read already is not asked again.
 * Every document that is held in memory as a whole is read here, within the limit for manifests.
 */
public final class SourceReader {
  private static final ErrorContext AT_SOURCE = ErrorContext.none().withSide(Side.SOURCE);

  private final ReadOnlyTarget target;
  private final ManifestCodec codec;
  private final Limits limits;
  private final DocumentReader documents;
  private final Map<Digest, RawManifest> known = new ConcurrentHashMap<>();

  /** Reads from {@code target}, which the caller closes. */
  public SourceReader(ReadOnlyTarget target, ManifestCodec codec, Limits limits) {
    this.target = target;
    this.codec = codec;
    this.limits = limits;
    this.documents = new DocumentReader(codec, limits);
  }

  ReadOnlyTarget target() {
    return target;
  }

  Limits limits() {
    return limits;
  }

  /** Lets the next {@link #manifest} of that digest answer with this one. */
  void remember(RawManifest manifest) {
    known.put(manifest.descriptor().digest(), manifest);
  }

  /** Forgets what was remembered of that digest. */
  void forget(Descriptor descriptor) {
    known.remove(descriptor.digest());
  }

  /**
   * Returns the manifest.
   *
   * @throws LimitExceededException if it is longer than the limit; it is not asked for
   */
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    RawManifest remembered = known.remove(descriptor.digest());
    if (remembered != null) {
      return remembered;
    }
    byte[] bytes = bytes(descriptor);
    try {
      return codec.read(descriptor, bytes);
    } catch (OrasException e) {
      String doing = "reading " + descriptor.digest() + " of " + target;
      throw e.with(ErrorContext.doing(doing).withSide(Side.SOURCE));
    }
  }

  /** As {@link #manifest}, without a view if the document cannot be parsed. */
  public RawManifest manifestIfPossible(Descriptor descriptor) throws IOException {
    return ManifestContent.readIfPossible(codec, descriptor, bytes(descriptor));
  }

  private byte[] bytes(Descriptor manifest) throws IOException {
    return read("manifest", manifest, () -> open(manifest));
  }

  /**
   * Returns the whole content of a blob that is a document, such as a config.
   *
   * @param kind what messages call it
   * @throws LimitExceededException if it is longer than the limit; it is not asked for
   */
  public byte[] document(String kind, Descriptor blob) throws IOException {
    return read(kind, blob, () -> content(blob).open());
  }

  private byte[] read(String kind, Descriptor descriptor, IoSupplier<InputStream> content)
      throws IOException {
    try {
      // Verifies here too: a store that does not verify must not fill the memory.
      return Replicas.read(target, descriptor, () -> documents.read(kind, descriptor, content));
    } catch (OrasException e) {
      throw e.with(AT_SOURCE);
    }
  }

  private InputStream open(Descriptor manifest) throws IOException {
    Optional<byte[]> embedded = embedded(manifest);
    return embedded.isPresent()
        ? new ByteArrayInputStream(embedded.get())
        : target.fetchManifest(manifest);
  }

  /**
   * Returns whether content that was read as a manifest of an unknown type is a blob: no JSON
   * object, and the source has it among its blobs. A layout has blobs and manifests at one place.
   */
  boolean isBlob(Descriptor descriptor, RawManifest content) throws IOException {
    String text = new String(content.bytes(), StandardCharsets.UTF_8);
    return !text.stripLeading().startsWith("{") && target.exists(descriptor);
  }

  /** The content of a blob, from the descriptor itself where it is embedded. */
  ContentSource content(Descriptor blob) throws IOException {
    Optional<byte[]> embedded = embedded(blob);
    return embedded.isPresent()
        ? ContentSource.ofBytes(embedded.get())
        : ObservedContent.onFailure(target.source(blob), e -> e.with(AT_SOURCE));
  }

  /** Embedded content is only a copy: if it is not the content described, it is not used. */
  private Optional<byte[]> embedded(Descriptor descriptor) throws OrasException {
    Optional<byte[]> data =
        descriptor.size() <= limits.embeddedDataBytes() ? descriptor.embedded() : Optional.empty();
    try {
      return data.isEmpty()
          ? data
          : Optional.of(VerifyingInputStream.verify(data.get(), descriptor));
    } catch (ContentVerificationException e) {
      return Optional.empty();
    }
  }
}
