package io.oras.core.filesystem;

import io.oras.api.error.OperationCancelledException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way: nobody sees it under its name before it is complete and on the disk. Closing
 * it removes it unless it was moved to its place or kept. For one thread.
 */
public final class AtomicFile implements AutoCloseable {
  public static final int BUFFER = 256 << 10;

  /** A small file needs no larger buffer. */
  private static final int FIRST_BUFFER = 16 << 10;

  private static final Set<PosixFilePermission> READ_ONLY =
      PosixFilePermissions.fromString("r--r--r--");

  private final Path path;
  private final FileChannel channel;
  private boolean kept;

  private AtomicFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates a file in a folder below that folder, which is created if it is missing; both are of
   * the file system where the file will go.
   */
  public static AtomicFile in(SafeFolder folder, String name) throws IOException {
    String file = UUID.randomUUID().toString();
    for (int tries = 0; ; tries++) {
      folder.createFolder(name);
      try {
        FileChannel channel = folder.create(name, file);
        return new AtomicFile(folder.target(name, file), channel);
      } catch (NoSuchFileException e) {
        // Another process has removed the folder while it was empty.
        if (tries == 2) {
          throw e;
        }
      }
    }
  }

  /** A new, hidden file in the folder of the target. */
  public static AtomicFile beside(Path target) throws IOException {
    Path path = TemporaryFiles.beside(target);
    return new AtomicFile(
        path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Creates or replaces a file with all that the stream holds; it appears when it is complete.
   *
   * @param target whose folder exists
   */
  public static void replace(Path target, InputStream in) throws IOException {
    try (AtomicFile pending = beside(target)) {
      pending.removeAbandoned();
      pending.write(in, null);
      pending.moveSoonTo(target);
    }
  }

  /** Removes what killed programs left in the folder of this file. */
  public void removeAbandoned() {
    TemporaryFiles.removeAbandoned(path);
  }

  /** Writes to the file; not closed by whoever writes. */
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] b, int off, int len) throws IOException {
        writeAll(ByteBuffer.wrap(b, off, len));
      }
    };
  }

  /**
   * Writes all that the stream holds.
   *
   * @param computation fed with the bytes, or null
   * @return how many they were
   */
  public long write(InputStream in, @Nullable MessageDigest computation) throws IOException {
    byte[] buffer = new byte[FIRST_BUFFER];
    long written = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (computation != null) {
        computation.update(buffer, 0, n);
      }
      writeAll(ByteBuffer.wrap(buffer, 0, n));
      written += n;
      if (written >= FIRST_BUFFER && buffer.length < BUFFER) {
        buffer = new byte[BUFFER];
      }
    }
    return written;
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted(path, e);
    } catch (IOException e) {
      // The system's own message, such as that of a full disk, names no place.
      FileSystemException named =
          new FileSystemException(path.toString(), null, String.valueOf(e.getMessage()));
      named.initCause(e);
      throw named;
    }
  }

  private static OperationCancelledException interrupted(Path path, ClosedByInterruptException e) {
    return new OperationCancelledException("interrupted while writing " + path, e);
  }

  /** Gives the file the mode of the file that it will replace, if there is one. */
  public void keepModeOf(Path target) throws IOException {
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      PosixFileAttributeView from =
          Files.getFileAttributeView(
              target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      PosixFileAttributeView to = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (from != null && to != null) {
        to.setPermissions(from.readAttributes().permissions());
      }
    }
  }

  /** Makes the file read-only, as the {@code oras} command does with blobs. */
  public void protect() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(READ_ONLY);
    }
  }

  /**
   * Writes the file through to the disk, then gives it its name; a file of that name is replaced.
   */
  public void moveTo(Path target) throws IOException {
    try {
      channel.force(true);
    } catch (ClosedByInterruptException e) {
      throw interrupted(path, e);
    }
    moveSoonTo(target);
  }

  /** As {@link #moveTo}, but the system decides when the bytes reach the disk. */
  public void moveSoonTo(Path target) throws IOException {
    channel.close();
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Lets the file outlive this, under its hidden name; whoever calls moves or deletes it. */
  public Path keep() throws IOException {
    channel.close();
    kept = true;
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!kept) {
      Files.deleteIfExists(path);
    }
  }
}
