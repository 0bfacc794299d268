package io.oras.core.archive;

import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ArchiveException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.api.spi.CompressionProvider;
import io.oras.core.context.OperationBudget;
import io.oras.core.options.Limits;
import io.oras.core.stream.Handover;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks packed folders and lets nothing out of them: see {@link SafePaths} for names, and {@link
 * Limits} for sizes. Devices are refused, setuid and its like are dropped, links lead inside.
 *
 * <p>All goes into a hidden folder first. It can be moved to its place only after the layer's
 * digest and, where it is given, the tar's were found right. Thread safe.
 */
public final class Unpacker {
  private final ArchiveProvider tar;
  private final Function<String, CompressionProvider> compressions;
  private final OperationBudget budget;
  private final boolean preservePermissions;

  /**
   * Unpacks.
   *
   * @param compressions finds what core does not do itself, such as {@code zstd}
   * @param budget counts entries and bytes of all archives of the operation
   * @param preservePermissions whether permissions are those packed, whatever the umask says
   */
  public Unpacker(
      ArchiveProvider tar,
      Function<String, CompressionProvider> compressions,
      OperationBudget budget,
      boolean preservePermissions) {
    this.tar = tar;
    this.compressions = compressions;
    this.budget = budget;
    this.preservePermissions = preservePermissions;
  }

  /**
   * Unpacks into a hidden folder.
   *
   * @param layer what the content is verified against
   * @param title stands before all entries and is taken off
   * @param content read to its end, not closed
   * @param parent where the folder is made
   * @return what the caller moves to its place and closes
   * @throws ArchiveException when the archive is broken or unsafe
   * @throws ContentVerificationException when it is not the one described
   * @throws io.oras.api.error.LimitExceededException when it unpacks to too much
   */
  public StagedFolder unpack(Descriptor layer, String title, InputStream content, Path parent)
      throws IOException {
    return Handover.of(StagedFolder.in(parent, preservePermissions))
        .to(
            staged -> {
              extract(layer, title, VerifyingInputStream.of(content, layer), staged);
              return staged;
            });
  }

  private void extract(Descriptor layer, String title, InputStream verifying, StagedFolder staged)
      throws IOException {
    Digest expected = tarDigest(layer);
    DigestAlgorithm algorithm =
        expected == null
            ? DigestAlgorithm.SHA256
            : UnsupportedDigestException.requireKnown(expected);
    MessageDigest computation = algorithm.newMessageDigest();
    ObservedInputStream packed = new ObservedInputStream(verifying, (b, off, n) -> {});
    OperationBudget.ArchiveBudget counter = budget.forArchive(layer.digest(), packed::count);
    try (InputStream unpacked =
            new ObservedInputStream(
                Compressions.decompress(packed, compressions),
                (b, off, n) -> {
                  counter.decompressed(n);
                  computation.update(b, off, n);
                });
        ArchiveReader reader = tar.read(unpacked)) {
      new Extraction(staged, title, preservePermissions, counter).run(reader);
      // A reader of tar or gzip stops at the format's end: the rest counts for the digests.
      unpacked.transferTo(OutputStream.nullOutputStream());
      packed.transferTo(OutputStream.nullOutputStream());
    } catch (ClosedByInterruptException e) {
      throw new OperationCancelledException("interrupted while unpacking '" + title + "'", e);
    } catch (ZipException | EOFException e) {
      throw new ArchiveException("'" + title + "' is broken: " + e.getMessage(), e);
    }
    Digest actual = Digest.finish(algorithm, computation);
    if (expected != null && !expected.equals(actual)) {
      throw new ContentVerificationException(
          layer,
          "the tar of '%s' has the digest %s, expected %s".formatted(title, actual, expected));
    }
  }

  private static @Nullable Digest tarDigest(Descriptor layer) throws ArchiveException {
    String text = layer.annotations().get(Annotations.CONTENT_DIGEST);
    try {
      return text == null ? null : Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ArchiveException(
          "the annotation %s of %s is no digest: '%s'"
              .formatted(Annotations.CONTENT_DIGEST, layer.digest(), text),
          e);
    }
  }
}
