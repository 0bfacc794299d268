package io.oras.console;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages of a program for a person at a console.
 *
 * <pre>{@code
 * try (ConsoleLogger log = ConsoleLogger.builder().debug(true).build()) {
 *   log.info("pushing");
 *   log.progress(1, 2);
 * }
 * }</pre>
 *
 * <p>Every message goes to all handlers; the first, {@link #write}, writes it to the sink, with
 * control characters escaped as by {@link TextEscapes#lines}: messages may contain text of a
 * registry. Thread safe.
 */
public final class ConsoleLogger implements AutoCloseable {
  private static final StackWalker STACK = StackWalker.getInstance();

  private final boolean quiet;
  private final boolean shellCommands;
  private final List<Consumer<LogMessage>> handlers = new CopyOnWriteArrayList<>();
  private volatile Level threshold;
  private volatile LogSink sink;

  private ConsoleLogger(Builder builder) {
    quiet = builder.quiet;
    shellCommands = builder.shellCommands;
    threshold = builder.debug ? Level.DEBUG : Level.INFO;
    sink = builder.sink();
    handlers.add(this::write);
  }

  /**
   * Creates a builder for a logger that writes to the standard error stream from {@link
   * Level#INFO}.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Writes messages of that importance and more. */
  public void setLevel(Level level) {
    threshold = level;
  }

  /** Writes to another sink. */
  public void setSink(LogSink replacement) {
    sink = replacement;
  }

  /** Adds a handler for messages. An exception of the handler reaches the caller that logs. */
  public void addHandler(Consumer<LogMessage> handler) {
    handlers.add(handler);
  }

  /** Logs a message for debugging. */
  public void debug(String message) {
    handle(new LogMessage.Text(Level.DEBUG, message));
  }

  /** Logs information; a quiet logger does not write the message. */
  public void info(String message) {
    handle(new LogMessage.Text(Level.INFO, message));
  }

  /** Logs a warning. */
  public void warning(String message) {
    handle(new LogMessage.Text(Level.WARNING, message));
  }

  /** Logs an error. */
  public void error(String message) {
    handle(new LogMessage.Text(Level.ERROR, message));
  }

  /**
   * Logs an error to end with.
   *
   * @return never; {@code throw log.exit(…)} tells the compiler
   * @throws ExitException always, with that code
   */
  public ExitException exit(String message, int code) {
    error(message);
    throw new ExitException(message, code);
  }

  /** Logs the message with the file, method and line of the caller, for debugging. */
  public void location(String message) {
    StackWalker.StackFrame caller = STACK.walk(frames -> frames.skip(1).findFirst()).orElseThrow();
    debug(
        "%s: %s, %s, %s"
            .formatted(
                message, caller.getFileName(), caller.getMethodName(), caller.getLineNumber()));
  }

  /** Logs a command line before it runs, if the logger writes command lines. Ignores null. */
  public void shellCommand(@Nullable String commandLine) {
    if (commandLine != null) {
      handle(new LogMessage.Command(commandLine));
    }
  }

  /**
   * Logs the progress of a task; a quiet logger does not write the message.
   *
   * @throws IllegalArgumentException when a number is negative
   */
  public void progress(long done, long total) {
    handle(new LogMessage.Progress(done, total));
  }

  /** Gives a message to all handlers. */
  public void handle(LogMessage message) {
    handlers.forEach(handler -> handler.accept(message));
  }

  /**
   * Writes the message as text if its level is enabled. This method is the first handler of a
   * logger.
   */
  public void write(LogMessage message) {
    if (message instanceof LogMessage.Text text) {
      if (!quiet || text.level() != Level.INFO) {
        write(text.level(), text.text());
      }
    } else if (message instanceof LogMessage.Command command) {
      if (shellCommands) {
        write(Level.WARNING, command.text());
      }
    } else if (message instanceof LogMessage.Progress && !quiet) {
      write(Level.INFO, message.toString());
    }
  }

  private void write(Level level, String text) {
    if (level.getSeverity() >= threshold.getSeverity()) {
      sink.write(level, TextEscapes.lines(text));
    }
  }

  /** Forgets all handlers but the first; its sink stays open, for it belongs to someone else. */
  @Override
  public void close() {
    handlers.clear();
    handlers.add(this::write);
  }

  /** How a logger is; for one thread. */
  public static final class Builder {
    private boolean quiet;
    private boolean shellCommands;
    private boolean colors = true;
    private boolean standardOutput;
    private boolean debug;
    private @Nullable LogSink sink;

    private Builder() {}

    /** Sets whether information and progress are left out; false by default. */
    public Builder quiet(boolean value) {
      quiet = value;
      return this;
    }

    /** Sets whether command lines are written; false by default. */
    public Builder shellCommands(boolean value) {
      shellCommands = value;
      return this;
    }

    /** Sets whether a stream that supports colours gets colours; true by default. */
    public Builder colors(boolean value) {
      colors = value;
      return this;
    }

    /** Sets whether the logger writes to the standard output stream; false by default. */
    public Builder standardOutput(boolean value) {
      standardOutput = value;
      return this;
    }

    /** Sets whether messages for debugging are written; false by default. */
    public Builder debug(boolean value) {
      debug = value;
      return this;
    }

    /** Sets the sink, instead of a standard stream. */
    public Builder sink(LogSink value) {
      sink = value;
      return this;
    }

    private LogSink sink() {
      LogSink chosen =
          Optional.ofNullable(sink)
              .orElseGet(
                  () ->
                      standardOutput
                          ? ColorStream.ofStandardOutput()
                          : ColorStream.ofStandardError());
      return chosen instanceof ColorStream stream && !colors ? stream.withoutColors() : chosen;
    }

    /** Returns the logger. */
    public ConsoleLogger build() {
      return new ConsoleLogger(this);
    }
  }
}
