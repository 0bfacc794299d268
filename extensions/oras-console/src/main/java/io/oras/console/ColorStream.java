package io.oras.console;

import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes messages to a stream, with control characters escaped. On a terminal, each message has the
 * colour of its level, unless {@code NO_COLOR} (no-color.org) or {@code TERM=dumb} is set. Thread
 * safe. Does not close the stream.
 */
public final class ColorStream implements LogSink {
  /** The colour of each level; other levels have none. */
  public static final Map<Level, AnsiColor> COLORS =
      Map.of(
          Level.DEBUG, AnsiColor.BLUE,
          Level.INFO, AnsiColor.GREEN,
          Level.WARNING, AnsiColor.YELLOW,
          Level.ERROR, AnsiColor.RED);

  private final PrintStream stream;
  private final boolean terminal;
  private final boolean colors;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Creates a sink that writes to this stream.
   *
   * @param terminal whether the stream is a terminal; only a terminal gets colours
   * @param environment the environment variables, of which {@code NO_COLOR} and {@code TERM} count
   */
  public ColorStream(PrintStream stream, boolean terminal, Map<String, String> environment) {
    this.stream = stream;
    this.terminal = terminal;
    this.colors = terminal && wanted(environment);
  }

  private ColorStream(ColorStream other, boolean colors) {
    this.stream = other.stream;
    this.terminal = other.terminal;
    this.colors = colors;
  }

  /** Creates a sink for the standard error stream. */
  public static ColorStream ofStandardError() {
    return new ColorStream(System.err, Terminal.present(), System.getenv());
  }

  /** Creates a sink for the standard output stream. */
  public static ColorStream ofStandardOutput() {
    return new ColorStream(System.out, Terminal.present(), System.getenv());
  }

  /** Returns a sink for the same stream without colours. */
  public ColorStream withoutColors() {
    return new ColorStream(this, false);
  }

  private static boolean wanted(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** Returns whether the stream is a terminal. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Returns whether messages have colours. */
  public boolean isColored() {
    return colors;
  }

  /**
   * Returns the message as {@link TextEscapes#lines} escapes it, with the escape sequences of its
   * colour.
   */
  public String decorate(Level level, String message) {
    String shown = TextEscapes.lines(message);
    return Optional.ofNullable(COLORS.get(level))
        .filter(color -> colors)
        .map(color -> color.start() + shown + AnsiColor.RESET)
        .orElse(shown);
  }

  @Override
  public void write(Level level, String message) {
    lock.lock();
    try {
      stream.println(decorate(level, message));
      stream.flush();
    } finally {
      lock.unlock();
    }
  }
}
