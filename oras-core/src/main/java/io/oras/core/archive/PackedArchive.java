package io.oras.core.archive;

import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ArchiveException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.api.spi.CompressionProvider;
import io.oras.core.context.OperationBudget;
import io.oras.core.stream.ContentStream;
import io.oras.core.stream.Digests;
import io.oras.core.stream.Handover;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a packed folder, counted while they are read. They may be wrong until {@link
 * #finish} has verified the layer's digest and, where it is stated, that of the tar. For one
 * thread.
 */
final class PackedArchive implements Closeable {
  private final Descriptor layer;
  private final String name;
  private final ContentStream packed;
  private final InputStream unpacked;
  private final ArchiveReader entries;
  private final OperationBudget.ArchiveBudget budget;
  private final MessageDigest computation;
  private final DigestAlgorithm algorithm;
  private final @Nullable Digest expected;

  /**
   * Opens the archive.
   *
   * @param layer what the content is verified against
   * @param name of the archive in messages
   * @param content closed with the archive, or at once if this constructor throws
   * @param compressions finds the compressions that core lacks, such as {@code zstd}
   */
  PackedArchive(
      Descriptor layer,
      String name,
      InputStream content,
      ArchiveProvider tar,
      Function<String, CompressionProvider> compressions,
      OperationBudget operation)
      throws IOException {
    this.layer = layer;
    this.name = name;
    try (Handover<InputStream> owned = Handover.of(content)) {
      expected = tarDigest(layer);
      algorithm =
          expected == null
              ? DigestAlgorithm.SHA256
              : UnsupportedDigestException.requireKnown(expected);
      computation = algorithm.newMessageDigest();
      packed = ContentStream.of(VerifyingInputStream.of(content, layer), (b, off, n) -> {});
      budget = operation.forArchive(layer.digest(), packed::count);
      try {
        unpacked =
            ContentStream.of(
                Compressions.decompress(packed, layer.mediaType(), compressions),
                (b, off, n) -> {
                  budget.decompressed(n);
                  computation.update(b, off, n);
                });
        entries = tar.read(unpacked);
      } catch (ArchiveException | ZipException | EOFException e) {
        throw verified(packed, e);
      }
      owned.release();
    }
  }

  private static @Nullable Digest tarDigest(Descriptor layer) throws ArchiveException {
    String text = layer.annotations().get(Annotations.CONTENT_DIGEST);
    try {
      return text == null ? null : Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ArchiveException(
          "the annotation %s of %s is not a digest: '%s'"
              .formatted(Annotations.CONTENT_DIGEST, layer.digest(), text),
          e);
    }
  }

  /** Returns the failure of a layer, or of an entry, that cannot be decompressed. */
  static ArchiveException broken(String what, IOException cause) {
    return new ArchiveException("'" + what + "' is broken: " + cause.getMessage(), cause);
  }

  ArchiveReader entries() {
    return entries;
  }

  OperationBudget.ArchiveBudget budget() {
    return budget;
  }

  /**
   * Reads what is left and verifies the digests: a reader of tar or gzip stops at the format's end.
   */
  void finish() throws IOException {
    unpacked.transferTo(OutputStream.nullOutputStream());
    packed.transferTo(OutputStream.nullOutputStream());
    Digest actual = Digests.finish(algorithm, computation);
    if (expected != null && !expected.equals(actual)) {
      throw new ContentVerificationException(
          layer,
          "the tar of '%s' has the digest %s, expected %s".formatted(name, actual, expected));
    }
  }

  /**
   * Returns the failure to read the archive, after the rest of the layer has been verified: wrong
   * content explains why an archive is broken.
   *
   * @throws ContentVerificationException if the content is not that of the layer
   */
  IOException verified(IOException failure) throws IOException {
    return verified(packed, failure);
  }

  private static IOException verified(InputStream packed, IOException failure) throws IOException {
    try {
      packed.transferTo(OutputStream.nullOutputStream());
      return failure;
    } catch (ContentVerificationException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (unpacked) {
      entries.close();
    }
  }
}
