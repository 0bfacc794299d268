package io.oras.cli.terminal;

import io.oras.cli.output.StyledText;
import io.oras.console.TextEscapes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The only way to standard output and standard error. Text is written in UTF-8 and at once.
 * Characters that could move the cursor of a terminal or reorder its text are escaped, since text
 * may come from a registry. The first write that fails is kept for {@link #finish}; what follows it
 * is dropped. Thread safe.
 */
public final class Printer {
  private static final int BUFFER = 64 * 1024;

  private final OutputStream stream;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable IOException failure;

  /** Creates a printer on a stream, which it does not close. */
  public Printer(OutputStream stream) {
    this.stream = stream;
  }

  /** Returns a printer on the standard output of this process. */
  public static Printer ofStandardOutput() {
    return new Printer(new FileOutputStream(FileDescriptor.out));
  }

  /** Returns a printer on the standard error of this process. */
  public static Printer ofStandardError() {
    return new Printer(new FileOutputStream(FileDescriptor.err));
  }

  /** Returns a printer that drops everything. */
  public static Printer ofNothing() {
    return new Printer(OutputStream.nullOutputStream());
  }

  /** A write that failed, or an earlier one that did. */
  public static final class WriteException extends IOException {
    private static final long serialVersionUID = 1;

    private WriteException(IOException cause) {
      super(cause.getMessage(), cause);
    }

    /** Returns whether nobody reads any more, as behind {@code | head}. */
    public boolean isBrokenPipe() {
      // The words are those of the operating system, in the language of the user.
      return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
  }

  /** Writes one line, in which line breaks are escaped too. */
  public void line(String text) {
    verbatim(TextEscapes.line(text) + "\n");
  }

  /** Writes text of several lines, as it stands but for the characters that are escaped. */
  public void lines(String text) {
    verbatim(TextEscapes.lines(text));
  }

  /** Writes text with colours and cursor movements. */
  public void styled(StyledText text) {
    verbatim(text.toString());
  }

  /** Writes text as it is: a document whose own format escapes what it must, such as JSON. */
  public void verbatim(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes content as it is. */
  public void bytes(byte[] content) {
    bytes(content, content.length);
  }

  /**
   * Writes content as it is, to its end.
   *
   * @throws IOException if the content cannot be read
   * @throws WriteException at once if it cannot be written
   */
  public void bytes(InputStream content) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      bytes(buffer, n);
      check();
    }
  }

  /**
   * Writes what is still held back.
   *
   * @throws WriteException if this or any earlier write failed
   */
  public void finish() throws WriteException {
    lock.lock();
    try {
      if (failure == null) {
        stream.flush();
      }
    } catch (IOException e) {
      failure = e;
    } finally {
      lock.unlock();
    }
    check();
  }

  private void check() throws WriteException {
    lock.lock();
    try {
      if (failure != null) {
        throw new WriteException(failure);
      }
    } finally {
      lock.unlock();
    }
  }

  private void bytes(byte[] content, int length) {
    lock.lock();
    try {
      if (failure == null) {
        stream.write(content, 0, length);
        stream.flush();
      }
    } catch (IOException e) {
      failure = e;
    } finally {
      lock.unlock();
    }
  }
}
