package io.oras.core.archive;

import io.oras.api.error.ArchiveException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.CompressionProvider;
import io.oras.core.context.OperationBudget;
import io.oras.core.filesystem.SafePaths;
import io.oras.core.options.Limits;
import io.oras.core.stream.Handover;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.ZipException;

/**
 * Unpacks packed folders and lets nothing out of them: see {@link SafePaths} for names, and {@link
 * Limits} for sizes. Devices are refused, setuid and its like are dropped, links lead inside.
 *
 * <p>All goes into a hidden folder first. It can be moved to its place only after the layer's
 * digest and, where it is given, the tar's were found right. Thread safe.
 *
 * @param tar reads the archives
 * @param compressions finds what core does not do itself, such as {@code zstd}
 * @param budget counts entries and bytes of all archives of the operation
 * @param preservePermissions whether permissions are those packed, whatever the umask says
 */
public record Unpacker(
    ArchiveProvider tar,
    Function<String, CompressionProvider> compressions,
    OperationBudget budget,
    boolean preservePermissions) {
  /**
   * Unpacks into a hidden folder.
   *
   * @param layer what the content is verified against
   * @param title stands before all entries and is taken off
   * @param content read to its end and closed
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
              extract(layer, title, content, staged);
              return staged;
            });
  }

  private void extract(Descriptor layer, String title, InputStream content, StagedFolder staged)
      throws IOException {
    try (PackedArchive archive =
        new PackedArchive(layer, title, content, tar, compressions, budget)) {
      extract(archive, title, staged);
    } catch (ClosedByInterruptException e) {
      throw new OperationCancelledException("interrupted while unpacking '" + title + "'", e);
    } catch (ZipException | EOFException e) {
      throw PackedArchive.broken(title, e);
    }
  }

  private void extract(PackedArchive archive, String title, StagedFolder staged)
      throws IOException {
    try {
      new ArchiveExtractor(staged, title, preservePermissions, archive.budget())
          .run(archive.entries());
      archive.finish();
    } catch (ArchiveException e) {
      throw archive.verified(e);
    } catch (ZipException | EOFException e) {
      throw archive.verified(PackedArchive.broken(title, e));
    }
  }
}
