package io.oras.core.filesystem;

import io.oras.api.error.ArchiveException;
import io.oras.api.error.OrasException;
import io.oras.api.error.PathTraversalException;
import io.oras.core.function.IoAction;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns paths from the network into files below a root, and follows no link on the way.
 *
 * <p>Two entries of an archive that are one file, such as {@code F} and {@code f} where case does
 * not matter, are refused. The folder of an archive is empty before, so a file that exists although
 * no entry of that very name came before is another entry's. The file system decides: its rules for
 * case and for Unicode are its own, and neither real paths nor file keys tell them (exFAT on
 * Linux).
 *
 * <p>Checking the text is not enough: a link that an earlier layer or entry put there leads out
 * although no name does (GHSA-8xwf-rjm4-xvhv, GHSA-m37j-52j7-pjw7). So each folder on the way is
 * looked at, and what stands at the end is for the caller to replace, never to open.
 *
 * <p>For one thread at a time, and for folders into which nobody else moves links meanwhile.
 */
public final class SafePaths {
  /** Characters of a refused path in a message. */
  private static final int SHOWN = 300;

  private enum Kind {
    TITLE,
    ENTRY
  }

  private final Path root;
  private final Kind kind;
  private final boolean windows;
  private final IoAction newFolder;

  /**
   * The names of all entries and of the folders on the way to them. Not as paths: whether two paths
   * are equal is up to the file system.
   */
  private final Set<String> entries = new HashSet<>();

  /** The names of the folders on the way to the last entry, which need no second look. */
  private @Nullable List<String> known;

  private SafePaths(Path root, Kind kind, IoAction newFolder) {
    this.root = root;
    this.kind = kind;
    // The file system decides, not the machine: a program may write to another file system.
    this.windows = root.getFileSystem().getSeparator().equals("\\");
    this.newFolder = newFolder;
  }

  /**
   * For titles of layers below a folder that is there; links on the way to the folder itself are
   * the caller's own and followed.
   *
   * @param newFolder counts the folders that {@link #prepare} creates, and fails if there are too
   *     many
   */
  public static SafePaths ofTitles(Path folder, IoAction newFolder) throws IOException {
    return new SafePaths(folder.toRealPath(), Kind.TITLE, newFolder);
  }

  /**
   * For entries of one archive below a folder that was empty before.
   *
   * @param newFolder counts the folders that {@link #prepare} creates: an entry of a few bytes can
   *     name many that have no entry
   */
  public static SafePaths ofEntries(Path folder, IoAction newFolder) throws IOException {
    return new SafePaths(folder.toRealPath(), Kind.ENTRY, newFolder);
  }

  /** The folder, with all links resolved. */
  public Path root() {
    return root;
  }

  /**
   * Checks the path and creates the folders on the way.
   *
   * @return where it leads; {@link #root} for {@code .}
   * @throws PathTraversalException when a title is refused
   * @throws ArchiveException when an entry is refused
   */
  public Path prepare(String path) throws IOException {
    return walk(path, true);
  }

  /**
   * Checks the path and creates nothing.
   *
   * @return where it leads; {@link #root} for {@code .}
   * @throws PathTraversalException when a title is refused
   * @throws ArchiveException when an entry is refused
   */
  public Path resolve(String path) throws IOException {
    return walk(path, false);
  }

  /** To be called when a folder was removed. */
  public void forget() {
    known = null;
  }

  private Path walk(String path, boolean create) throws IOException {
    String problem = PathRules.problem(path, windows);
    if (problem != null) {
      throw refused(path, problem);
    }
    List<String> parts = PathRules.parts(path);
    if (parts.isEmpty()) {
      return root;
    }
    try {
      List<String> folders = parts.subList(0, parts.size() - 1);
      if (!folders.equals(known)) {
        check(path, folders, create);
        known = create && kind == Kind.ENTRY ? folders : null;
      }
      Path file = Utf8FileNames.child(root, String.join("/", parts));
      requireOwnName(path, parts, file, create);
      return file;
    } catch (InvalidPathException e) {
      throw refused(path, "is not possible on this file system: " + e.getReason());
    }
  }

  private void check(String path, List<String> folders, boolean create) throws IOException {
    Path folder = root;
    for (int i = 0; i < folders.size(); i++) {
      String part = folders.get(i);
      folder = Utf8FileNames.child(folder, part);
      requireOwnName(path, folders.subList(0, i + 1), folder, create);
      BasicFileAttributes there = attributes(folder);
      if (there == null) {
        if (!create) {
          return;
        }
        try {
          newFolder.run();
          Files.createDirectory(folder);
          continue;
        } catch (FileAlreadyExistsException e) {
          there = attributes(folder);
        }
      }
      // A junction of Windows is a folder and something other at once.
      if (there == null || !there.isDirectory() || there.isOther()) {
        throw refused(path, "leads through '" + part + "', which is a link or not a folder");
      }
    }
  }

  private void requireOwnName(String path, List<String> parts, Path file, boolean create)
      throws IOException {
    if (kind != Kind.ENTRY) {
      return;
    }
    String name = String.join("/", parts);
    if (entries.contains(name)) {
      return;
    }
    if (attributes(file) != null) {
      throw refused(
          path, "is the same file as another entry on this file system, with another name");
    }
    if (create) {
      entries.add(name);
    }
  }

  /** The attributes of what stands there, a link as such; null for nothing. */
  public static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      if (isBelowAFile(file)) {
        return null;
      }
      throw e;
    }
  }

  /** Returns whether the path is a folder; a link to one is none. */
  public static boolean isFolder(Path path) throws IOException {
    BasicFileAttributes there = attributes(path);
    return there != null && there.isDirectory();
  }

  /**
   * Linux says "not a directory" of a path that leads through a file, and not that it is absent.
   */
  private static boolean isBelowAFile(Path file) {
    for (Path parent = file.getParent(); parent != null; parent = parent.getParent()) {
      if (Files.exists(parent)) {
        return !Files.isDirectory(parent);
      }
    }
    return false;
  }

  private OrasException refused(String whole, String problem) {
    String path =
        whole.codePointCount(0, whole.length()) > SHOWN
            ? whole.substring(0, whole.offsetByCodePoints(0, SHOWN)) + "…"
            : whole;
    return kind == Kind.TITLE
        ? new PathTraversalException(
            "the title '%s' %s, so no file is written for it; allow path traversal only if you"
                    .formatted(path, problem)
                + " trust the author of the artifact")
        : new ArchiveException(
            "the entry '%s' %s, so nothing of the archive is unpacked".formatted(path, problem));
  }
}
