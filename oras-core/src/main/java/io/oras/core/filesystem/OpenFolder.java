package io.oras.core.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.List;

/**
 * A folder that is open: a file is deleted in this very folder, even if another user has put a link
 * in its place meanwhile. Where the system has no handles of folders (Windows), the folder is found
 * by its path each time. For one thread.
 */
final class OpenFolder implements Closeable {
  private final Path path;
  private final DirectoryStream<Path> stream;

  private OpenFolder(Path path, DirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
  }

  /**
   * Opens a folder below another one.
   *
   * @param root links on the way to it are followed
   * @param names of the folders below it, none of which may be a link
   */
  static OpenFolder of(Path root, List<String> names) throws IOException {
    if (names.isEmpty()) {
      return new OpenFolder(root, byPath(root));
    }
    int last = names.size() - 1;
    try (OpenFolder above = of(root, names.subList(0, last))) {
      return above.below(names.get(last));
    }
  }

  private OpenFolder below(String name) throws IOException {
    Path folder = path.resolve(name);
    return new OpenFolder(
        folder,
        stream instanceof SecureDirectoryStream<Path> secure
            ? secure.newDirectoryStream(relative(name), LinkOption.NOFOLLOW_LINKS)
            : byPath(folder));
  }

  /** The stream is closed with its {@link OpenFolder}. */
  @SuppressWarnings("StreamResourceLeak")
  private static DirectoryStream<Path> byPath(Path folder) throws IOException {
    return Files.newDirectoryStream(folder);
  }

  private Path relative(String name) {
    return path.getFileSystem().getPath(name);
  }

  /** Deletes a file, a link or an empty folder; returns whether there was one. */
  boolean delete(String name) throws IOException {
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      return Files.deleteIfExists(path.resolve(name));
    }
    Path file = relative(name);
    try {
      boolean folder =
          secure
              .getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes()
              .isDirectory();
      if (folder) {
        secure.deleteDirectory(file);
      } else {
        secure.deleteFile(file);
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (DirectoryNotEmptyException e) {
      // Such errors of a handle name the file at best, and not its folder.
      throw new DirectoryNotEmptyException(path.resolve(name).toString());
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(path.resolve(name).toString());
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
