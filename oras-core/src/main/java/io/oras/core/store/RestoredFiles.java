package io.oras.core.store;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.ExistingFiles;
import io.oras.core.archive.SafePaths;
import io.oras.core.archive.StagedFolder;
import io.oras.core.archive.Unpacker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Content under names below a folder: where it goes, and what has gone there. Thread safe. */
final class RestoredFiles {
  private final Path folder;
  private final FileStoreOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Digest> restored = new HashMap<>();
  private final Map<Digest, Path> files = new ConcurrentHashMap<>();
  private final SafePaths paths;

  RestoredFiles(Path folder, FileStoreOptions options) throws IOException {
    Files.createDirectories(folder);
    this.paths = SafePaths.ofTitles(folder);
    this.folder = paths.root();
    this.options = options;
  }

  /** Where content of that title goes. */
  Path path(String title) throws IOException {
    lock.lock();
    try {
      return options.allowPathTraversal() ? anywhere(title) : paths.resolve(title);
    } finally {
      lock.unlock();
    }
  }

  private Path anywhere(String title) throws StoreException {
    try {
      return folder.resolve(title).normalize();
    } catch (InvalidPathException e) {
      throw new StoreException("the title '" + title + "' cannot be a file: " + e.getReason(), e);
    }
  }

  /** As {@link #path}; the folders on the way are there then. */
  Path prepare(String title) throws IOException {
    if (options.allowPathTraversal()) {
      Path path = anywhere(title);
      Files.createDirectories(parent(path));
      return path;
    }
    lock.lock();
    try {
      return paths.prepare(title);
    } finally {
      lock.unlock();
    }
  }

  /** A file with this content, if one was restored. */
  Optional<ContentSource> content(Digest digest) {
    return Optional.ofNullable(files.get(digest)).map(ContentSource::ofFile);
  }

  /** Whether the content is there under its title, restored now or before. */
  boolean has(Descriptor named, String title) throws IOException {
    Path path = path(title);
    if (isRestored(path, named.digest())) {
      return true;
    }
    BasicFileAttributes there = SafePaths.attributes(path);
    if (options.existing() == ExistingFiles.REFUSE
        || there == null
        || !there.isRegularFile()
        || there.size() != named.size()
        || !hasContent(path, named)) {
      return false;
    }
    remember(path, named.digest());
    files.putIfAbsent(named.digest(), path);
    return true;
  }

  private static boolean hasContent(Path path, Descriptor named) throws IOException {
    try (InputStream in = VerifyingInputStream.of(Files.newInputStream(path), named)) {
      byte[] buffer = new byte[PendingFile.BUFFER];
      while (in.read(buffer) >= 0) {
        // Reading verifies.
      }
      return true;
    } catch (ContentVerificationException e) {
      return false;
    }
  }

  /** Whether this content went there, and not just something. */
  boolean isRestored(Path path, Digest digest) {
    lock.lock();
    try {
      return digest.equals(restored.get(path));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether something is there that stays.
   *
   * @throws StoreException when that is an error
   */
  boolean keeps(Path path) throws IOException {
    if (options.existing() == ExistingFiles.REPLACE || SafePaths.attributes(path) == null) {
      return false;
    }
    if (options.existing() == ExistingFiles.REFUSE) {
      throw new StoreException(
          path + " is there already and is not to be replaced; remove it or choose another folder");
    }
    return true;
  }

  /** Writes a file, verified, beside its place and moves it there. */
  void restoreFile(Descriptor named, String title, ContentSource content) throws IOException {
    Path path = prepare(title);
    if (isRestored(path, named.digest()) || keeps(path)) {
      return;
    }
    BasicFileAttributes there = SafePaths.attributes(path);
    if (path.equals(folder) || (there != null && there.isDirectory())) {
      throw new StoreException(
          "the title '%s' is a file's, and %s is a folder".formatted(title, path));
    }
    try (InputStream in = VerifyingInputStream.of(content.open(), named);
        PendingFile file = PendingFile.beside(path)) {
      file.write(in, null);
      place(path, title, named.digest(), () -> file.moveSoonTo(path));
    }
    files.put(named.digest(), path);
  }

  /** Unpacks a folder, verified, beside its place and moves it there. */
  void restoreFolder(
      Descriptor named, String title, ContentSource content, Supplier<Unpacker> unpacker)
      throws IOException {
    Path path = prepare(title);
    if (isRestored(path, named.digest())) {
      return;
    }
    boolean keep = options.existing() == ExistingFiles.KEEP;
    if (!keep) {
      keeps(path);
    }
    Path parent = path.equals(folder) ? folder : parent(path);
    try (InputStream in = content.open();
        StagedFolder staged = unpacker.get().unpack(named, title, in, parent)) {
      place(path, title, named.digest(), () -> staged.moveTo(path, keep));
    }
  }

  /** What brings content from beside its place to it. */
  @FunctionalInterface
  interface Move {
    void run() throws IOException;
  }

  /** Moves, unless other content went to that place before, under this title or a similar one. */
  void place(Path path, String title, Digest digest, Move move) throws IOException {
    lock.lock();
    try {
      if (SafePaths.attributes(path) != null) {
        // Where case does not matter, this is the name that the file was restored under.
        Path stored = path.toRealPath(LinkOption.NOFOLLOW_LINKS);
        Digest before = restored.get(stored);
        if (before != null && !before.equals(digest)) {
          throw new StoreException(
              "'%s' is the title of two different layers, %s and %s; one file cannot be both"
                  .formatted(title, before, digest));
        }
      }
      if (!options.allowPathTraversal()) {
        paths.prepare(title);
      }
      move.run();
      restored.put(path, digest);
    } finally {
      lock.unlock();
    }
  }

  private void remember(Path path, Digest digest) {
    lock.lock();
    try {
      restored.put(path, digest);
    } finally {
      lock.unlock();
    }
  }

  static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  @Override
  public String toString() {
    return "the folder " + folder;
  }
}
