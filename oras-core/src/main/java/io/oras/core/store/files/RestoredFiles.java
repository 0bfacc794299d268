package io.oras.core.store.files;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.archive.StagedFolder;
import io.oras.core.archive.Unpacker;
import io.oras.core.concurrent.Mutex;
import io.oras.core.filesystem.AtomicFile;
import io.oras.core.filesystem.FileTransaction;
import io.oras.core.filesystem.SafePaths;
import io.oras.core.options.ExistingFiles;
import io.oras.core.store.files.FileStore.Options;
import io.oras.core.store.files.StagedFiles.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Content under names below a folder: where it goes, and what has gone there. Thread safe.
 *
 * <p>It goes there at once, or all of it in the end.
 */
final class RestoredFiles implements AutoCloseable {
  private final Path folder;
  private final Options options;
  private final Mutex lock = new Mutex();
  private final StagedFiles stagedFiles;
  private final Map<Digest, Path> files = new ConcurrentHashMap<>();
  private final Set<String> trusted = ConcurrentHashMap.newKeySet();
  private final Set<Path> cleaned = ConcurrentHashMap.newKeySet();
  private final SafePaths paths;

  /**
   * Below the folder.
   *
   * @param hold whether content is held back until {@link #commit}
   */
  RestoredFiles(Path folder, Options options, boolean hold) throws IOException {
    this.stagedFiles = new StagedFiles(lock, hold);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StoreException(folder + " is a file; files are restored into a folder");
    }
    stagedFiles.willCreate(folder.toAbsolutePath().normalize());
    Files.createDirectories(folder);
    this.paths = SafePaths.ofTitles(folder, options.budget()::archiveEntry);
    this.folder = paths.root();
    this.options = options;
  }

  /** Where content of that title goes. */
  Path path(String title) throws IOException {
    return lock.get(
        () -> {
          return mayLeave(title) ? anywhere(title) : paths.resolve(title);
        });
  }

  /** Lets content of this title, which the caller chose, go out of the folder. */
  void trust(String title) {
    trusted.add(title);
  }

  private boolean mayLeave(String title) {
    return options.allowPathTraversal() || trusted.contains(title);
  }

  private Path anywhere(String title) throws StoreException {
    try {
      return folder.resolve(title).normalize();
    } catch (InvalidPathException e) {
      throw new StoreException("the title '" + title + "' cannot be a file: " + e.getReason(), e);
    }
  }

  /** As {@link #path}; the folders on the way are there then. */
  private Path prepare(String title) throws IOException {
    return lock.get(
        () -> {
          Path path = path(title);
          stagedFiles.willCreate(parent(path));
          if (mayLeave(title)) {
            Files.createDirectories(parent(path));
            return path;
          }
          return paths.prepare(title);
        });
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
    if (stagedFiles.creates(parent(path))) {
      return false;
    }
    BasicFileAttributes there = SafePaths.attributes(path);
    if (options.existing() == ExistingFiles.REFUSE
        || there == null
        || !there.isRegularFile()
        || there.size() != named.size()
        || !hasContent(path, named)) {
      return false;
    }
    stagedFiles.remember(path, named.digest());
    files.putIfAbsent(named.digest(), path);
    return true;
  }

  private static boolean hasContent(Path path, Descriptor named) throws IOException {
    try (InputStream in = VerifyingInputStream.of(Files.newInputStream(path), named)) {
      byte[] buffer = new byte[AtomicFile.BUFFER];
      while (in.read(buffer) >= 0) {
        // Reading verifies.
      }
      return true;
    } catch (ContentVerificationException e) {
      return false;
    }
  }

  /** Whether this content goes or went there, and not just something. */
  boolean isRestored(Path path, Digest digest) {
    return stagedFiles.contains(place(path, digest), digest);
  }

  /** Several archives can be unpacked in the folder itself; any other path has one content. */
  private Path place(Path path, Digest digest) {
    return path.equals(folder) ? folder.resolve(digest.toString().replace(':', '-')) : path;
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
          path + " exists and must not be replaced; remove the file or choose another folder");
    }
    return true;
  }

  /** Writes a file, verified, beside its place and lets it go there. */
  void restoreFile(Descriptor named, String title, ContentSource content) throws IOException {
    Path path = prepare(title);
    if (isRestored(path, named.digest()) || keeps(path)) {
      return;
    }
    requireNoFolder(
        path, title, stagedFiles.creates(parent(path)) ? null : SafePaths.attributes(path));
    if (files.containsKey(named.digest())) {
      options.budget().archiveBytes(named.size());
    }
    try (InputStream in = VerifyingInputStream.of(content.open(), named);
        AtomicFile file = AtomicFile.beside(path)) {
      if (cleaned.add(parent(path))) {
        file.removeAbandoned();
      }
      file.write(in, null);
      Path beside = file.keep();
      StagedFile staged =
          new StagedFile(
              path,
              named.digest(),
              () -> {},
              moves -> move(beside, named.digest(), path, title, moves),
              () -> path.equals(files.get(named.digest())),
              () -> Files.deleteIfExists(beside));
      if (stagedFiles.add(staged)) {
        files.put(named.digest(), beside);
      }
    }
  }

  private void requireNoFolder(Path path, String title, @Nullable BasicFileAttributes there)
      throws StoreException {
    if (path.equals(folder) || (there != null && there.isDirectory())) {
      throw new StoreException(
          "the title '%s' is the name of a file, but %s is a folder".formatted(title, path));
    }
  }

  private void move(Path beside, Digest digest, Path path, String title, FileTransaction moves)
      throws IOException {
    prepare(title);
    if (keeps(path)) {
      files.remove(digest, beside);
    } else {
      BasicFileAttributes there = SafePaths.attributes(path);
      requireNoFolder(path, title, there);
      moves.move(beside, path, there);
      files.put(digest, path);
    }
  }

  /** Unpacks a folder, verified, beside its place and lets it go there. */
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
    try (InputStream in = content.open()) {
      StagedFolder staged = unpacker.get().unpack(named, title, in, parent);
      stagedFiles.add(
          new StagedFile(
              place(path, named.digest()),
              named.digest(),
              () -> staged.requireValidPaths(path),
              moves -> {
                prepare(title);
                staged.moveTo(path, keep, moves);
              },
              () -> false,
              staged::close));
    }
  }

  /** Lets all go to its place that was held back. */
  void commit(FileTransaction moves) throws IOException {
    stagedFiles.commit(moves);
  }

  /** To be called when all that was committed together is in its place. */
  void committed() {
    stagedFiles.committed();
  }

  /** Removes what was held back and did not go to its place. */
  @Override
  public void close() throws IOException {
    stagedFiles.close();
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
