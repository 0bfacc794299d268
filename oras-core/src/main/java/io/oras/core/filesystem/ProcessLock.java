package io.oras.core.filesystem;

import io.oras.api.error.LimitExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.StoreException;
import io.oras.core.concurrent.Interruption;
import io.oras.core.concurrent.KeyedValues;
import io.oras.core.function.IoSupplier;
import io.oras.core.options.Sleeper;
import io.oras.core.stream.Handover;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock on a file: one holder at a time, among the threads of this process and among processes. A
 * process that dies gives its lock back. Not for use within itself.
 *
 * <p>The file stays: removing or replacing it would let two holders lock two files. POSIX drops all
 * locks of a process on a file when the process closes any descriptor of it. So while the lock is
 * held, the file is read and written by the holder's descriptor alone.
 */
public final class ProcessLock {
  /** How long a lock is waited for. */
  public static final Duration WAIT = Duration.ofSeconds(30);

  private static final Duration FIRST_POLL = Duration.ofMillis(2);
  private static final Duration LAST_POLL = Duration.ofMillis(50);

  /** Behind all content: on Windows nobody else can read what is locked. */
  private static final long POSITION = 1L << 40;

  private static final KeyedValues<Path, ReentrantLock> THREADS =
      new KeyedValues<>(ReentrantLock::new);

  private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

  /** Descriptors that cannot be closed while another class loader's copy holds the lock. */
  private static final Map<Path, List<FileChannel>> LEFT_OPEN = new ConcurrentHashMap<>();

  private final SafeFolder folder;
  private final String name;
  private final Duration wait;
  private final Sleeper pause;
  private final Path file;

  /** Creates a lock that is waited for {@link #WAIT}; the folder exists. */
  public ProcessLock(SafeFolder folder, String name) throws IOException {
    this(folder, name, WAIT, time -> Thread.sleep(time.toMillis()));
  }

  /**
   * Creates a lock that is waited for the given time.
   *
   * @param wait zero to fail at once if somebody holds the lock
   */
  public ProcessLock(SafeFolder folder, String name, Duration wait, Sleeper pause)
      throws IOException {
    this.folder = folder;
    this.name = name;
    this.wait = wait;
    this.pause = pause;
    this.file = folder.target(name);
  }

  /**
   * Waits for the lock, acts, and gives the lock back.
   *
   * @throws StoreException if another program or thread holds the lock for too long
   */
  public <T> T hold(IoSupplier<T> action) throws IOException {
    Held held = acquire();
    try (held) {
      return action.get();
    }
  }

  /** A lock that is held until it is closed, by the thread that acquired it. */
  public final class Held implements AutoCloseable {
    private final FileChannel channel;
    private final KeyedValues.Use<ReentrantLock> threads;

    private Held(FileChannel channel, KeyedValues.Use<ReentrantLock> threads) {
      this.channel = channel;
      this.threads = threads;
    }

    /** Returns the locked file, open for reading and writing; closed with this. */
    public FileChannel channel() {
      return channel;
    }

    @Override
    public void close() throws IOException {
      HELD.remove(file);
      try {
        ProcessLock.this.close(channel);
      } finally {
        threads.value().unlock();
        threads.close();
      }
    }
  }

  /**
   * Waits for the lock.
   *
   * @throws StoreException if another program or thread holds the lock for too long
   */
  public Held acquire() throws IOException {
    long deadline = System.nanoTime() + wait.toNanos();
    try (Handover<KeyedValues.Use<ReentrantLock>> use = Handover.of(THREADS.use(file))) {
      ReentrantLock threads = use.resource().value();
      if (!threads.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw inUse("another thread of this program");
      }
      try {
        FileChannel channel = folder.openLock(name);
        if (!acquired(channel, deadline)) {
          String holder = holder();
          closeUnlocked(channel);
          throw inUse(holder);
        }
        HELD.put(file, channel);
        return new Held(channel, use.release());
      } catch (IOException | RuntimeException e) {
        threads.unlock();
        throw e;
      }
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
  }

  private boolean acquired(FileChannel channel, long deadline) throws IOException {
    Duration poll = FIRST_POLL;
    try {
      while (true) {
        if (tryLock(channel) == Attempt.LOCKED) {
          return true;
        }
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        pause.sleep(poll);
        poll = poll.compareTo(LAST_POLL) < 0 ? poll.multipliedBy(2) : LAST_POLL;
      }
    } catch (InterruptedException | ClosedByInterruptException | InterruptedIOException e) {
      closeUnlocked(channel);
      throw cancelled(e);
    } catch (IOException | RuntimeException e) {
      closeUnlocked(channel);
      throw e;
    }
  }

  private enum Attempt {
    LOCKED,
    HELD_ELSEWHERE,
    HELD_IN_THIS_JVM
  }

  private static Attempt tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(POSITION, 1, /* shared= */ false);
      return lock == null ? Attempt.HELD_ELSEWHERE : Attempt.LOCKED;
    } catch (OverlappingFileLockException e) {
      // Another copy of this class, in another class loader of this JVM, holds it.
      return Attempt.HELD_IN_THIS_JVM;
    }
  }

  private void closeUnlocked(FileChannel channel) throws IOException {
    if (channel.isOpen() && tryLock(channel) == Attempt.HELD_IN_THIS_JVM) {
      LEFT_OPEN.computeIfAbsent(file, key -> new CopyOnWriteArrayList<>()).add(channel);
    } else {
      channel.close();
    }
  }

  private void close(FileChannel locked) throws IOException {
    List<FileChannel> others = LEFT_OPEN.remove(file);
    if (others != null) {
      for (FileChannel other : others) {
        other.close();
      }
    }
    locked.close();
  }

  /**
   * Reads the locked file, whether or not the lock is held.
   *
   * @param limit of its size, in bytes
   * @throws NoSuchFileException if there is none
   */
  public byte[] read(int limit) throws IOException {
    try (KeyedValues.Use<ReentrantLock> threads = THREADS.use(file)) {
      while (true) {
        FileChannel held = HELD.get(file);
        if (held != null) {
          try {
            return read(held, limit);
          } catch (ClosedChannelException e) {
            continue; // The holder has ended meanwhile.
          }
        }
        if (idle(threads.value())) {
          try {
            if (!HELD.containsKey(file)) {
              return readUnlocked(limit);
            }
          } finally {
            threads.value().unlock();
          }
        }
      }
    }
  }

  /** Waits a little for the threads; one that waits for another process has them for long. */
  private boolean idle(ReentrantLock threads) throws OperationCancelledException {
    try {
      return threads.tryLock(FIRST_POLL.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
  }

  private byte[] readUnlocked(int limit) throws IOException {
    FileChannel channel = folder.openToRead(name);
    try {
      return read(channel, limit);
    } finally {
      closeUnlockedReader(channel);
    }
  }

  /** A shared lock suffices to see whether a copy of this class in this JVM holds the lock. */
  private void closeUnlockedReader(FileChannel channel) throws IOException {
    try {
      channel.tryLock(POSITION, 1, /* shared= */ true);
      channel.close();
    } catch (OverlappingFileLockException e) {
      LEFT_OPEN.computeIfAbsent(file, key -> new CopyOnWriteArrayList<>()).add(channel);
    } catch (IOException e) {
      channel.close(); // A file system without locks has none to lose.
    }
  }

  private byte[] read(FileChannel channel, int limit) throws IOException {
    if (channel.size() > limit) {
      throw new LimitExceededException(file + " has more than " + limit + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate(limit);
    int n = 0;
    while (n >= 0 && bytes.hasRemaining()) {
      n = channel.read(bytes, bytes.position());
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Writes the locked file; to be called while the lock is held. */
  public void write(byte[] content) throws IOException {
    FileChannel channel = HELD.get(file);
    if (channel == null) {
      throw new IllegalStateException(file + " is not locked");
    }
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.truncate(content.length);
    channel.force(true);
  }

  private StoreException inUse(String holder) {
    return new StoreException(
        "%s is locked by %s%s; try again later"
            .formatted(
                file,
                holder,
                wait.isZero() ? "" : " for more than %s s".formatted(wait.toSeconds())));
  }

  /** Linux lists the locks of all processes by the number of the file. */
  private String holder() {
    try {
      String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
      for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
        List<String> words = List.of(line.strip().split("\\s+"));
        if (line.contains(inode) && words.size() > 4 && !words.get(1).equals("->")) {
          long id = Long.parseLong(words.get(4));
          return "process "
              + id
              + ProcessHandle.of(id)
                  .flatMap(process -> process.info().command())
                  .map(command -> " (" + command + ")")
                  .orElse("");
        }
      }
    } catch (IOException | RuntimeException e) {
      // Another system, or a file system that does not tell.
    }
    return "another program";
  }

  private OperationCancelledException cancelled(Exception cause) {
    return Interruption.cancelled("interrupted while waiting for " + file, cause);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
