package io.oras.core.filesystem;

import io.oras.api.error.LimitExceededException;
import io.oras.api.error.StoreException;
import io.oras.api.transport.RequestBody;
import io.oras.core.function.IoFunction;
import io.oras.core.stream.Handover;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens the files below a folder whose content others may have made: an OCI layout, a cache, a
 * folder of locks.
 *
 * <p>A link to the folder itself is followed. Below the folder no link is followed, and only
 * regular files are opened: a link would lead out of the folder, and opening a pipe waits for ever.
 * The attributes before and after the opening must name the same file. Names are single names of
 * files, never paths. Thread safe.
 *
 * <p>Folders are checked by their paths, and opened by them afterwards. Against a user who replaces
 * folders in between, only {@link #delete} is safe, where the system has handles of folders.
 */
public final class SafeFolder {
  /** How often a file may be replaced while it is being opened. */
  private static final int MAX_TRIES = 100;

  private final Path root;
  private final boolean ownerOnly;
  private volatile @Nullable Path real;

  private SafeFolder(Path root, boolean ownerOnly) {
    this.root = root;
    this.ownerOnly = ownerOnly;
  }

  /** Returns the folder, which need not exist. */
  public static SafeFolder of(Path root) {
    return new SafeFolder(root.toAbsolutePath().normalize(), /* ownerOnly= */ false);
  }

  /** Returns a folder whose new folders and files only their owner can use (0700, 0600). */
  public SafeFolder ownerOnly() {
    return new SafeFolder(root, /* ownerOnly= */ true);
  }

  /** Whether new folders and files are for their owner alone. */
  public boolean isOwnerOnly() {
    return ownerOnly;
  }

  /** Returns the folder as it was named. */
  public Path root() {
    return root;
  }

  /** Creates the folder itself, and those above it. */
  public void createRoot() throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new StoreException(root + " is not a folder");
    }
    Files.createDirectories(root, mode("rwx------"));
  }

  private Path real() throws IOException {
    Path known = real;
    if (known == null) {
      known = root.toRealPath();
      real = known;
    }
    return known;
  }

  /** Returns the path of a name, whose folders are checked. */
  private Path checked(String... names) throws IOException {
    Path path = real();
    for (int i = 0; i < names.length; i++) {
      if (names[i].isEmpty() || names[i].matches("\\.\\.?|.*[/\\\\\0].*")) {
        throw new IllegalArgumentException("not a name of a file: '" + names[i] + "'");
      }
      path = path.resolve(names[i]);
      if (i < names.length - 1 && !attributes(path).isDirectory()) {
        throw new StoreException(shown(path) + " is not a folder, or a link to one");
      }
    }
    return path;
  }

  /**
   * Returns the path of a name as messages show it. Only files of this program are opened by it.
   */
  public Path path(String... names) {
    Path path = root;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  private Path shown(Path path) throws IOException {
    return root.resolve(real().relativize(path));
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the attributes of what has the name, or null if nothing has. */
  public @Nullable BasicFileAttributes stat(String... names) throws IOException {
    try {
      return attributes(checked(names));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private <T extends AutoCloseable> T open(IoFunction<Path, T> opening, String... names)
      throws IOException {
    for (int i = 0; i < MAX_TRIES; i++) {
      Path path = checked(names);
      BasicFileAttributes before = requireFile(path);
      try (Handover<T> opened = Handover.of(opening.apply(path))) {
        BasicFileAttributes after = attributes(path);
        if (after.isRegularFile() && Objects.equals(before.fileKey(), after.fileKey())) {
          return opened.release();
        }
      } catch (NoSuchFileException e) {
        // It was replaced; the next try finds the new file, or none.
      }
    }
    throw new StoreException(path(names) + " is replaced repeatedly by another program");
  }

  private BasicFileAttributes requireFile(Path path) throws IOException {
    BasicFileAttributes there = attributes(path);
    if (!there.isRegularFile()) {
      throw new StoreException(
          shown(path)
              + (there.isSymbolicLink()
                  ? " is a link, which is not followed"
                  : there.isDirectory()
                      ? " is a folder, not a file"
                      : " is a pipe, a socket or a device, not a regular file"));
    }
    return there;
  }

  /**
   * Opens a file.
   *
   * @return unverified; the caller closes it
   * @throws NoSuchFileException if there is none
   * @throws StoreException if it is not a regular file
   */
  public InputStream read(String... names) throws IOException {
    return open(path -> Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS), names);
  }

  /** Opens a part of a file, as {@link #read}. */
  public InputStream range(long offset, long length, String... names) throws IOException {
    return open(path -> new RequestBody.FileRegion(path, offset, length).open(), names);
  }

  /**
   * Reads a file.
   *
   * @param limit of its size, in bytes
   * @throws LimitExceededException if it is larger
   */
  public byte[] readAll(int limit, String... names) throws IOException {
    try (InputStream in = read(names)) {
      BasicFileAttributes file = stat(names);
      byte[] bytes = file != null && file.size() > limit ? new byte[0] : in.readNBytes(limit + 1);
      if (bytes.length > limit || (file != null && file.size() > limit)) {
        throw new LimitExceededException(path(names) + " has more than " + limit + " bytes");
      }
      return bytes;
    }
  }

  /** Returns the names in a folder, in no order; none if there is no such folder. */
  public List<String> list(String... names) throws IOException {
    BasicFileAttributes there = stat(names);
    if (there == null || !there.isDirectory()) {
      return List.of();
    }
    return FolderTree.children(checked(names)).stream()
        .map(file -> String.valueOf(file.getFileName()))
        .toList();
  }

  /** Creates a folder and those on the way to it. */
  public void createFolder(String... names) throws IOException {
    for (int i = 1; i <= names.length; i++) {
      Path folder = checked(List.of(names).subList(0, i).toArray(String[]::new));
      try {
        Files.createDirectory(folder, mode("rwx------"));
      } catch (FileAlreadyExistsException e) {
        if (!attributes(folder).isDirectory()) {
          throw new StoreException(shown(folder) + " is not a folder, or a link to one");
        }
      }
    }
  }

  /**
   * Creates a file and opens it for writing.
   *
   * @throws FileAlreadyExistsException if something has the name
   */
  public FileChannel create(String... names) throws IOException {
    return FileChannel.open(
        checked(names),
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        mode("rw-------"));
  }

  /** Opens a file to lock it, which is created if it is missing. */
  FileChannel openLock(String name) throws IOException {
    Path path = checked(name);
    if (stat(name) != null) {
      requireFile(path);
    }
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(path, options, mode("rw-------"));
  }

  /** Opens a file that may be locked; see {@link ProcessLock}. */
  FileChannel openToRead(String name) throws IOException {
    return open(
        path -> FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), name);
  }

  /**
   * Deletes a file or an empty folder; returns whether there was one. If this user may not read the
   * folder itself, only an empty folder directly below it is deleted.
   */
  public boolean delete(String... names) throws IOException {
    try {
      Path path = checked(names);
      int last = names.length - 1;
      try (OpenFolder folder = OpenFolder.of(real(), List.of(names).subList(0, last))) {
        return folder.delete(names[last]);
      } catch (AccessDeniedException e) {
        // There is no handle of the folder above, which others could replace by a link if it were
        // not the root.
        if (last > 0 || !attributes(path).isDirectory()) {
          throw e;
        }
        Files.delete(path);
        return true;
      }
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Returns whether a file is of another user or has a second name. Others can change such a file
   * after it was verified, and writing to it would change what the other name shows.
   */
  public boolean isForeign(String name) throws IOException {
    Path path = checked(name);
    if (!root.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    try {
      Map<String, Object> file =
          Files.readAttributes(path, "unix:uid,nlink", LinkOption.NOFOLLOW_LINKS);
      return !Objects.equals(1, file.get("nlink")) || !ownUser().equals(file.get("uid"));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Returns the user that owns new files here; the file system decides. */
  private Object ownUser() throws IOException {
    Path probe = Files.createFile(TemporaryFiles.beside(real().resolve("probe")));
    try {
      return Files.getAttribute(probe, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } finally {
      Files.delete(probe);
    }
  }

  /** Deletes a file, unless it belongs to this user and has no second name. */
  public void deleteForeign(String name) throws IOException {
    if (isForeign(name)) {
      delete(name);
    }
  }

  /** Deletes a folder, unless it holds something or another process is about to use it. */
  public void deleteIfEmpty(String... names) throws IOException {
    try {
      delete(names);
    } catch (DirectoryNotEmptyException | AccessDeniedException e) {
      // Another process uses it; Windows refuses where a file is being created.
    }
  }

  /** Renames what has a name in this folder, replacing a file of the other name. */
  public void rename(String name, String other) throws IOException {
    Files.move(checked(name), checked(other), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Sets the time of modification. */
  public void setModified(FileTime time, String... names) throws IOException {
    Path path = checked(names);
    requireFile(path);
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, null, null);
  }

  /** Writes the names in a folder through to the disk; Windows does that by itself. */
  public void sync(String... names) throws IOException {
    if (File.separatorChar == '/') {
      try (FileChannel folder = FileChannel.open(checked(names), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  /** Returns where the file is, with its folders checked, to move something there. */
  public Path target(String... names) throws IOException {
    return checked(names);
  }

  private FileAttribute<?>[] mode(String permissions) {
    return ownerOnly && root.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
