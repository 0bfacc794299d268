package io.oras.core.archive;

import io.oras.core.concurrent.Interruption;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * gzip of blocks of 1 MiB that know nothing of each other (RFC 1952, one member; RFC 1951, each
 * block ends on a byte): compressed on as many cores as there are, while the bytes depend on the
 * content and the zlib alone. For one thread.
 */
final class ParallelGzipOutputStream extends OutputStream {
  private static final int MAX_THREADS = 8;

  /** No time, no name, operating system unknown. */
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream out;
  private final int threads;
  private final CRC32 crc = new CRC32();
  private final List<GzipBlock> blocks = new ArrayList<>();
  private final Queue<Future<GzipBlock>> running = new ArrayDeque<>();
  private @Nullable ExecutorService workers;
  private GzipBlock current;
  private long total;
  private boolean closed;

  ParallelGzipOutputStream(OutputStream out) throws IOException {
    this(out, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  ParallelGzipOutputStream(OutputStream out, int threads) throws IOException {
    this.out = out;
    this.threads = threads;
    this.current = add();
    out.write(HEAD);
  }

  private GzipBlock add() {
    GzipBlock block = new GzipBlock();
    blocks.add(block);
    return block;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    Objects.checkFromIndexSize(off, len, b.length);
    int from = off;
    while (from < off + len) {
      if (current.length == GzipBlock.SIZE) {
        compress(false);
        // One more than there are threads, so that none waits for this one to fill the next.
        current = blocks.size() <= threads ? add() : writeFirst();
        current.length = 0;
      }
      int n = Math.min(GzipBlock.SIZE - current.length, off + len - from);
      System.arraycopy(b, from, current.content, current.length, n);
      current.length += n;
      from += n;
    }
  }

  private void compress(boolean last) {
    current.last = last;
    crc.update(current.content, 0, current.length);
    total += current.length;
    FutureTask<GzipBlock> task = new FutureTask<>(current);
    running.add(task);
    if (threads == 1 || (last && running.size() == 1)) {
      task.run(); // One block is not worth a thread.
    } else {
      workers().execute(task);
    }
  }

  private ExecutorService workers() {
    ExecutorService there = workers;
    if (there == null) {
      there =
          Executors.newFixedThreadPool(
              threads,
              task -> {
                Thread thread = new Thread(task, "oras-gzip");
                thread.setDaemon(true);
                return thread;
              });
      workers = there;
    }
    return there;
  }

  private GzipBlock writeFirst() throws IOException {
    try {
      GzipBlock first = running.remove().get();
      out.write(first.compressed, 0, first.compressedLength);
      return first;
    } catch (InterruptedException e) {
      throw Interruption.cancelled("interrupted while compressing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (OutputStream stream = out) {
      compress(true);
      while (!running.isEmpty()) {
        GzipBlock unused = writeFirst();
      }
      byte[] tail = new byte[8];
      putLittleEndian(tail, 0, crc.getValue());
      putLittleEndian(tail, 4, total);
      stream.write(tail);
    } finally {
      if (workers != null) {
        workers.shutdownNow();
      }
      blocks.forEach(GzipBlock::end);
    }
  }

  private static void putLittleEndian(byte[] to, int offset, long value) {
    for (int i = 0; i < 4; i++) {
      to[offset + i] = (byte) (value >> (8 * i));
    }
  }

  /** A block of a gzip stream that knows nothing of those before it; used again and again. */
  static final class GzipBlock implements Callable<GzipBlock> {
    static final int SIZE = 1 << 20;

    final byte[] content = new byte[SIZE];
    int length;
    boolean last;

    // What does not shrink grows by 5 bytes for each 16 KiB at most, so that one call writes all.
    final byte[] compressed = new byte[SIZE + (SIZE >> 8) + 64];
    int compressedLength;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

    /** Compresses the content; all but the last block end on a byte. */
    @Override
    public GzipBlock call() {
      deflater.reset();
      deflater.setInput(content, 0, length);
      if (last) {
        deflater.finish();
      }
      compressedLength =
          deflater.deflate(
              compressed, 0, compressed.length, last ? Deflater.NO_FLUSH : Deflater.FULL_FLUSH);
      return this;
    }

    /** Frees what the garbage collector does not; not to be used any more. */
    void end() {
      deflater.end();
    }
  }
}
