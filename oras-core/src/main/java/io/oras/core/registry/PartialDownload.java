package io.oras.core.registry;

import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.transport.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Downloads a blob to a file, by way of a partial file beside it that outlives a program which was
 * stopped: the next goes on where it ends. All bytes are verified, those that were there too.
 */
final class PartialDownload {
  private static final int BUFFER = 256 << 10;

  private final BlobEndpoint blobs;
  private final Descriptor blob;
  private final Path file;
  private final Path partial;
  private final LongConsumer observer;

  PartialDownload(BlobEndpoint blobs, Descriptor blob, Path file, LongConsumer observer) {
    this.observer = observer;
    this.blobs = blobs;
    this.blob = blob;
    this.file = file.toAbsolutePath();
    this.partial =
        this.file.resolveSibling(
            "." + file.getFileName() + "." + blob.digest().shortened() + ".part");
  }

  void run() throws IOException {
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(partial, options)) {
      if (lock(channel) == null) {
        throw new StoreException("another program downloads to " + file + " at this moment");
      }
      long there = channel.size() > blob.size() ? 0 : channel.size();
      try {
        fill(channel, there);
      } catch (ContentVerificationException e) {
        if (there == 0) {
          Files.delete(partial);
          throw e;
        }
        // What was there was something else, or broken.
        fillAnew(channel);
      }
      channel.force(true);
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void fillAnew(FileChannel channel) throws IOException {
    try {
      fill(channel, 0);
    } catch (ContentVerificationException e) {
      Files.delete(partial);
      throw e;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Reads what is there, then fetches and writes what is not. */
  private void fill(FileChannel channel, long there) throws IOException {
    channel.truncate(there);
    InputStream first = new RequestBody.FileRegion(partial, 0, there).open();
    InputStream rest = blobs.download(blob, there, blob.size());
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
