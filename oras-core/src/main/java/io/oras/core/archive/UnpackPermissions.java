package io.oras.core.archive;

import io.oras.core.filesystem.FileModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which permissions what is unpacked gets: as packed, or less what the process takes away. */
record UnpackPermissions(boolean posix, boolean preserve, int umask) {
  static final int FOLDER = 0777;

  /** Finds out in an empty folder. */
  static UnpackPermissions in(Path folder, boolean preserve) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new UnpackPermissions(false, preserve, 0);
    }
    // Java has no other way to learn the umask.
    Path probe =
        Files.createDirectory(
            folder.resolve("umask"),
            PosixFilePermissions.asFileAttribute(FileModes.permissions(FOLDER)));
    int left = FileModes.bits(Files.getPosixFilePermissions(probe));
    Files.delete(probe);
    return new UnpackPermissions(true, preserve, FOLDER & ~left);
  }

  /** To create a file with; the process takes its umask away. */
  FileAttribute<?>[] forNewFile(int mode) {
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FileModes.permissions(mode))}
        : new FileAttribute<?>[0];
  }

  /** Gives a new file what its creation could not. */
  void complete(Path file, int mode) throws IOException {
    if (posix && preserve) {
      Files.setPosixFilePermissions(file, FileModes.permissions(mode));
    }
  }

  /** Of a folder, in the end; null where there are none. */
  @Nullable Set<PosixFilePermission> ofFolder(int mode) {
    return posix ? FileModes.permissions(preserve ? mode : mode & ~umask) : null;
  }
}
