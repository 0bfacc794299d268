package io.oras.auth.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and folders that only their owner may read, where the file system can say so. */
final class OwnerOnlyFiles {
  private static final int MAX_LINKS = 40;

  private OwnerOnlyFiles() {}

  /**
   * The file behind the links, which need not be there: replacing a link itself would cut off those
   * who manage their settings through it.
   */
  static Path followLinks(Path file) throws IOException {
    Path at = file.toAbsolutePath();
    for (int links = 0; links < MAX_LINKS; links++) {
      if (!Files.isSymbolicLink(at)) {
        return at;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    throw new FileSystemLoopException(file.toString());
  }

  /** Makes the folder for its owner alone (0700); one that is there stays as it is. */
  static void createFolder(Path folder) throws IOException {
    Path created = folder.toAbsolutePath().normalize();
    Path above = created.getParent();
    if (Files.isDirectory(created) || above == null) {
      return;
    }
    createFolder(above);
    try {
      Files.createDirectory(created, attributes(created, "rwx------"));
      giveToOwnerOf(above, created);
    } catch (FileAlreadyExistsException e) {
      // Another program has made it.
    }
  }

  /**
   * Opens a lock file to write, and creates it (0600) if it does not exist. Root may log in for
   * another user, whose link would create a file anywhere, and whose pipe would be waited for.
   */
  static FileChannel open(Path file) throws IOException {
    boolean missing = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (!missing && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, file.getFileName() + " is not a regular file");
    }
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    FileChannel channel = FileChannel.open(file, options, attributes(file, "rw-------"));
    try {
      if (missing) {
        giveToOwnerOf(file.resolveSibling("."), file);
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Replaces the file as a whole, durably, or leaves it as it was. The file is then for its owner
   * alone (0600). A file of another user, which only root replaces, keeps its owner and its mode.
   */
  static void replace(Path file, byte[] bytes) throws IOException {
    Path folder = file.resolveSibling(".").normalize();
    Path temporary =
        Files.createTempFile(
            folder, "." + file.getFileName(), ".tmp", attributes(file, "rw-------"));
    try {
      try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        out.force(true);
      }
      boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      giveToOwnerOf(there ? file : folder, temporary);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static @Nullable PosixFileAttributeView view(Path path) {
    return Files.getFileAttributeView(
        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Only root can, who works in the home of another user: that user could not log in any more. */
  private static void giveToOwnerOf(Path like, Path created) throws IOException {
    PosixFileAttributeView from = view(like);
    PosixFileAttributeView to = view(created);
    if (from == null || to == null) {
      return;
    }
    PosixFileAttributes wanted = from.readAttributes();
    PosixFileAttributes there = to.readAttributes();
    if (wanted.owner().equals(there.owner())) {
      return;
    }
    try {
      to.setGroup(wanted.group());
      to.setOwner(wanted.owner());
      if (wanted.isRegularFile()) {
        to.setPermissions(wanted.permissions());
      }
    } catch (FileSystemException e) {
      // Another user wrote into a folder that is shared: the file is that user's.
    }
  }

  private static FileAttribute<?>[] attributes(Path file, String permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
