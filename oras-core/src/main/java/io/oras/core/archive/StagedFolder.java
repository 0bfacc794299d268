package io.oras.core.archive;

import io.oras.api.error.StoreException;
import io.oras.core.filesystem.FileTransaction;
import io.oras.core.filesystem.FolderTree;
import io.oras.core.filesystem.SafePaths;
import io.oras.core.filesystem.TemporaryFiles;
import io.oras.core.filesystem.Utf8FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that was unpacked beside its place, whole and verified, and can go there. Closing it
 * deletes what did not. For one thread.
 */
public final class StagedFolder implements AutoCloseable {
  private record FolderEntry(
      Path path, @Nullable Set<PosixFilePermission> permissions, Instant modified) {}

  private final Path staging;
  private final boolean overrideAttributes;
  private final Map<Path, FolderEntry> folders = new HashMap<>();
  private String longestName = "";
  private int longestLength;
  private final Set<Path> merged = new HashSet<>();

  private StagedFolder(Path staging, boolean overrideAttributes) {
    this.staging = staging;
    this.overrideAttributes = overrideAttributes;
  }

  /**
   * An empty folder that nobody else may look into yet.
   *
   * @param overrideAttributes whether folders that are there get the attributes of those unpacked
   */
  static StagedFolder in(Path parent, boolean overrideAttributes) throws IOException {
    Path staging = TemporaryFiles.createFolder(parent).toRealPath();
    TemporaryFiles.removeAbandoned(staging);
    return new StagedFolder(staging, overrideAttributes);
  }

  Path path() {
    return staging;
  }

  /** Records the name of an entry, with {@code /} as separator. */
  void entry(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > longestLength) {
      longestName = name;
      longestLength = length;
    }
  }

  /**
   * Checks that every path is valid after a move to the target, whose own name may be longer than
   * that of the temporary folder.
   *
   * @throws StoreException if a path is too long
   */
  public void requireValidPaths(Path target) throws IOException {
    try {
      SafePaths.attributes(Utf8FileNames.child(target, longestName));
    } catch (FileSystemException e) {
      throw new StoreException(
          "the folder cannot be unpacked to " + target + ": " + longestName + ": " + e.getReason(),
          e);
    }
  }

  /**
   * Lets a folder have these attributes when all is in it: a folder that cannot be written could
   * not be filled.
   *
   * @param permissions or null where files have none
   */
  void attributes(Path folder, @Nullable Set<PosixFilePermission> permissions, Instant modified) {
    Path path = staging.relativize(folder);
    folders.put(path, new FolderEntry(path, permissions, modified));
  }

  /**
   * Moves it to its place. What is there and has the same name is replaced, a link itself and not
   * what it leads to; the rest of what is there stays.
   *
   * @param target in the folder that this was made in, or that folder
   * @param keep whether files that are there stay
   * @param moves by which it goes
   * @throws StoreException when a folder is where a file should go; then nothing was moved
   */
  public void moveTo(Path target, boolean keep, FileTransaction moves) throws IOException {
    if (!keep) {
      check(staging, target);
    }
    install(staging, target, keep, moves);
    // Out of a folder that may not be written, nothing could be moved back.
    moves.lastly(() -> complete(target));
  }

  private void complete(Path target) throws IOException {
    List<FolderEntry> deepestFirst = new ArrayList<>(folders.values());
    deepestFirst.sort(Comparator.comparingInt(entry -> -depth(entry)));
    for (FolderEntry entry : deepestFirst) {
      Path folder = target.resolve(entry.path());
      BasicFileAttributes there = SafePaths.attributes(folder);
      boolean ours = overrideAttributes || !merged.contains(folder);
      if (ours && there != null && there.isDirectory()) {
        apply(folder, entry);
      }
    }
  }

  private static int depth(FolderEntry entry) {
    return entry.path().toString().isEmpty() ? 0 : entry.path().getNameCount();
  }

  private static void apply(Path folder, FolderEntry entry) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view != null && entry.permissions() != null) {
      view.setPermissions(entry.permissions());
    }
    if (!entry.modified().equals(Instant.EPOCH)) {
      Files.setLastModifiedTime(folder, FileTime.from(entry.modified()));
    }
  }

  private static void check(Path from, Path to) throws IOException {
    BasicFileAttributes there = SafePaths.attributes(to);
    if (there == null || !there.isDirectory()) {
      return;
    }
    if (!SafePaths.isFolder(from)) {
      throw new StoreException(
          to + " is a folder, and a file cannot replace a folder; remove the folder first");
    }
    for (Path child : FolderTree.children(from)) {
      check(child, to.resolve(child.getFileName()));
    }
  }

  private void install(Path from, Path to, boolean keep, FileTransaction moves) throws IOException {
    BasicFileAttributes there = SafePaths.attributes(to);
    if (there != null && there.isDirectory() && SafePaths.isFolder(from)) {
      merged.add(to);
      moves.openFolder(to);
      for (Path child : FolderTree.children(from)) {
        install(child, to.resolve(child.getFileName()), keep, moves);
      }
    } else if (there == null || !keep) {
      moves.move(from, to);
    }
  }

  @Override
  public void close() throws IOException {
    FolderTree.delete(staging);
  }
}
