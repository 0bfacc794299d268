package io.oras.core.filesystem;

import io.oras.core.stream.Streams;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders with all that is in them; links in them are not followed. */
public final class FolderTree {
  private FolderTree() {}

  /** Returns the files and folders in a folder, in no order. */
  public static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return Streams.read(children, Stream::toList);
    }
  }

  /**
   * Deletes the folder or file, if it is there. Of the folders that this user may not read, only
   * empty ones can be deleted.
   */
  public static void delete(Path folder) throws IOException {
    if (SafePaths.attributes(folder) == null) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path unreadable, IOException failure)
              throws IOException {
            try {
              Files.delete(unreadable);
            } catch (DirectoryNotEmptyException e) {
              throw failure;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
