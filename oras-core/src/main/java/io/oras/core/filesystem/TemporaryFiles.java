package io.oras.core.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Hidden files and folders beside the files that they become.
 *
 * <p>A program that was killed leaves them behind, and the next one removes them: those that the
 * same user made and that have not been changed for a day, so that no transfer on another host or
 * in another container loses its files. A folder is changed while files come into it or into a
 * folder below it.
 */
public final class TemporaryFiles {
  private static final Pattern NAME = Pattern.compile("\\.oras-([0-9a-f-]{36}\\.(tmp|tar)|[0-9]+)");
  private static final Duration ABANDONED = Duration.ofDays(1);

  private TemporaryFiles() {}

  /**
   * Returns a path for a new file in the folder of the target; creates nothing. Its length does not
   * depend on the target's, which may be as long as names can be.
   */
  public static Path beside(Path target) {
    return target.resolveSibling(".oras-" + UUID.randomUUID() + ".tmp");
  }

  /** Creates an empty folder that only its owner may enter. */
  public static Path createFolder(Path parent) throws IOException {
    return Files.createTempDirectory(parent, ".oras-");
  }

  /**
   * Removes what killed programs left beside a temporary file or folder that was just created, as
   * far as that is possible.
   *
   * @param own the new file: it tells the owner and the time as the file system has them
   */
  public static void removeAbandoned(Path own) {
    try {
      UserPrincipal owner = Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
      FileTime now = Files.getLastModifiedTime(own, LinkOption.NOFOLLOW_LINKS);
      Path folder = Objects.requireNonNull(own.toAbsolutePath().getParent());
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, TemporaryFiles::isOne)) {
        for (Path file : found) {
          removeIfAbandoned(file, owner, now);
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      // The transfer itself does not depend on it, and the next one tries again.
    }
  }

  private static void removeIfAbandoned(Path file, UserPrincipal owner, FileTime now) {
    try {
      if (isAbandoned(file, owner, now)) {
        FolderTree.delete(file);
      }
    } catch (IOException e) {
      // The others are removed nevertheless.
    }
  }

  private static boolean isOne(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName())).matches();
  }

  private static boolean isAbandoned(Path file, UserPrincipal owner, FileTime now)
      throws IOException {
    BasicFileAttributes there = SafePaths.attributes(file);
    return there != null
        && (there.isRegularFile() || there.isDirectory())
        && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)
        && !isChangedSince(now.toInstant().minus(ABANDONED), file);
  }

  private static boolean isChangedSince(Instant time, Path file) throws IOException {
    BasicFileAttributes there = SafePaths.attributes(file);
    if (there == null || !there.lastModifiedTime().toInstant().isBefore(time)) {
      return true;
    }
    if (there.isDirectory()) {
      try (DirectoryStream<Path> folders =
          Files.newDirectoryStream(file, TemporaryFiles::isFolder)) {
        for (Path folder : folders) {
          if (isChangedSince(time, folder)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
