package io.oras.core.registry.download;

import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.core.filesystem.ProcessLock;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.registry.client.RepositoryClient;
import io.oras.core.stream.Handover;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Downloads a blob to a file, by way of a partial file beside it that outlives a program which was
 * stopped: the next goes on where it ends. All bytes are verified, those that were there too.
 */
public final class ResumableFile {
  private static final int BUFFER = 256 << 10;
  private static final int MAX_TRIES = 100;

  private final RepositoryClient client;
  private final Descriptor blob;
  private final Path file;
  private final Path partial;
  private final LongConsumer observer;

  public ResumableFile(RepositoryClient client, Descriptor blob, Path file, LongConsumer observer) {
    this.observer = observer;
    this.client = client;
    this.blob = blob;
    this.file = file.toAbsolutePath().normalize();
    this.partial =
        this.file.resolveSibling(
            "." + start(file.getFileName().toString()) + "." + blob.digest().shortened() + ".part");
  }

  /** With what comes after it, a name may be too long; 50 characters have 200 bytes at most. */
  private static String start(String name) {
    return name.codePoints()
        .limit(50)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Downloads.
   *
   * @throws StoreException if somebody else downloads to this file
   */
  public void run() throws IOException {
    try (ProcessLock.Held held = lock()) {
      try {
        run(held.channel());
      } catch (IOException | RuntimeException e) {
        deleteEmpty(e);
        throw e;
      }
    } catch (ClosedByInterruptException e) {
      throw new OperationCancelledException("interrupted while writing " + partial, e);
    }
  }

  private void run(FileChannel channel) throws IOException {
    long there = channel.size() > blob.size() ? 0 : channel.size();
    try {
      fill(channel, there);
    } catch (ContentVerificationException e) {
      if (there == 0) {
        channel.truncate(0);
        throw e;
      }
      // What was there was something else, or broken.
      fillAnew(channel);
    }
    channel.force(true);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A partial file that has nothing to go on with is of no use. */
  private void deleteEmpty(Exception failure) {
    try {
      if (Files.size(partial) == 0) {
        Files.delete(partial);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private ProcessLock.Held lock() throws IOException {
    SafeFolder folder = SafeFolder.of(partial.resolveSibling("."));
    String name = partial.getFileName().toString();
    ProcessLock lock = new ProcessLock(folder, name, Duration.ZERO, time -> {});
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      folder.deleteForeign(name);
      BasicFileAttributes before = folder.stat(name);
      try (Handover<ProcessLock.Held> held = Handover.of(lock.acquire())) {
        BasicFileAttributes now = folder.stat(name);
        if (before != null
            && now != null
            && Objects.equals(before.fileKey(), now.fileKey())
            && !folder.isForeign(name)) {
          return held.release();
        }
        // New, or another program has finished meanwhile and this is its file: look again.
      }
    }
    throw new StoreException(partial + " is replaced again and again");
  }

  private void fillAnew(FileChannel channel) throws IOException {
    try {
      fill(channel, 0);
    } catch (ContentVerificationException e) {
      channel.truncate(0);
      throw e;
    }
  }

  /** By the same channel: closing another on this file would give the lock away (POSIX). */
  private static InputStream written(FileChannel channel) throws IOException {
    return new FilterInputStream(Channels.newInputStream(channel.position(0))) {
      @Override
      public void close() {
        // The channel is needed for what follows.
      }
    };
  }

  /** Reads what is there, then fetches and writes what is not. */
  private void fill(FileChannel channel, long there) throws IOException {
    channel.truncate(there);
    InputStream first = written(channel);
    InputStream rest = BlobDownload.from(there, client, blob);
    try (InputStream all = VerifyingInputStream.of(new SequenceInputStream(first, rest), blob)) {
      byte[] buffer = new byte[BUFFER];
      long position = 0;
      for (int n = all.read(buffer); n >= 0; n = all.read(buffer)) {
        int known = (int) Math.min(n, Math.max(0, there - position));
        ByteBuffer unwritten = ByteBuffer.wrap(buffer, known, n - known);
        position += n;
        observer.accept(position);
        while (unwritten.hasRemaining()) {
          channel.write(unwritten, position - unwritten.remaining());
        }
      }
    }
  }
}
