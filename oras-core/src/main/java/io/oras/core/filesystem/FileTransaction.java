package io.oras.core.filesystem;

import io.oras.core.function.IoAction;
import io.oras.core.function.IoConsumer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that are moved to their places one after the other, and back again if one
 * cannot be: what they replace stands aside until all are there. For one thread.
 */
public final class FileTransaction {
  private record Move(Path from, Path to, @Nullable Path aside) {
    void back() throws IOException {
      Files.move(to, from, StandardCopyOption.ATOMIC_MOVE);
      restore();
    }

    void restore() throws IOException {
      if (aside != null) {
        Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE);
        // Two names of one file are not moved over each other (rename(2)).
        Files.deleteIfExists(aside);
      }
    }
  }

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private final Deque<Move> done = new ArrayDeque<>();
  private final List<IoAction> last = new ArrayList<>();
  private final Map<Path, Set<PosixFilePermission>> opened = new LinkedHashMap<>();

  /** Moves something on one file system; what is there and is no folder is replaced. */
  public void move(Path from, Path to) throws IOException {
    move(from, to, SafePaths.attributes(to));
  }

  /**
   * Moves something on one file system; what is there and is no folder is replaced.
   *
   * @param there the attributes of what is there, a link as such; null for nothing
   */
  public void move(Path from, Path to, @Nullable BasicFileAttributes there) throws IOException {
    Move move = new Move(from, to, setAside(from, to, there));
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      move.restore();
      throw e;
    }
    done.push(move);
  }

  /** Without a moment in which the name leads to nothing, where that can be done. */
  private static @Nullable Path setAside(Path from, Path to, @Nullable BasicFileAttributes there)
      throws IOException {
    if (there == null || there.isDirectory()) {
      return null;
    }
    Path aside = to.resolveSibling(".oras-" + UUID.randomUUID() + ".old");
    if (there.isRegularFile() && Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
      try {
        return Files.createLink(aside, to);
      } catch (IOException | UnsupportedOperationException e) {
        // Not every file system has hard links, and not every file may have one.
      }
    }
    return Files.move(to, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  private FileTransaction() {}

  /** Does the work; when it fails, all that it moved is where it was. */
  public static void together(IoConsumer<FileTransaction> work) throws IOException {
    FileTransaction moves = new FileTransaction();
    try {
      work.accept(moves);
    } catch (IOException | RuntimeException e) {
      moves.takeBack(e);
      throw e;
    }
    moves.settle();
  }

  /**
   * Lets the owner write to a folder until all has been moved; another user's folder stays as it
   * is.
   */
  public void openFolder(Path folder) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.containsAll(OWNER)) {
      return;
    }
    Set<PosixFilePermission> more = EnumSet.copyOf(OWNER);
    more.addAll(permissions);
    try {
      view.setPermissions(more);
    } catch (FileSystemException e) {
      return; // The move says what cannot be done.
    }
    opened.putIfAbsent(folder, permissions);
  }

  private void closeFolders() throws IOException {
    for (Map.Entry<Path, Set<PosixFilePermission>> folder : opened.entrySet()) {
      Files.setPosixFilePermissions(folder.getKey(), folder.getValue());
    }
  }

  private void takeBack(Exception failure) {
    for (Move move : done) {
      try {
        move.back();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    try {
      closeFolders();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Lets this be done when all is in its place, and not before: it is not taken back. */
  public void lastly(IoAction step) {
    last.add(step);
  }

  private void settle() throws IOException {
    for (Move move : done) {
      if (move.aside != null) {
        Files.deleteIfExists(move.aside);
      }
    }
    closeFolders();
    for (IoAction step : last) {
      step.run();
    }
  }
}
