package io.oras.console;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person what a program does.
 *
 * <pre>{@code
 * try (ConsoleLogger log = ConsoleLogger.builder().debug(true).build()) {
 *   log.info("pushing");
 *   log.progress(1, 2);
 * }
 * }</pre>
 *
 * <p>Every message goes to all handlers; the first, {@link #write}, writes it to the sink. Thread
 * safe.
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

  /** To the standard error stream, from {@link Level#INFO} on, unless something else is said. */
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

  /** Gives messages to one more handler; an exception of it reaches whoever logs. */
  public void addHandler(Consumer<LogMessage> handler) {
    handlers.add(handler);
  }

  /** For whoever looks for a fault. */
  public void debug(String message) {
    handle(new LogMessage.Text(Level.DEBUG, message));
  }

  /** What happens; a quiet logger does not write it. */
  public void info(String message) {
    handle(new LogMessage.Text(Level.INFO, message));
  }

  /** What may be wrong. */
  public void warning(String message) {
    handle(new LogMessage.Text(Level.WARNING, message));
  }

  /** What is wrong. */
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

  /** The message with the caller's file, method and line, for debugging. */
  public void location(String message) {
    StackWalker.StackFrame caller = STACK.walk(frames -> frames.skip(1).findFirst()).orElseThrow();
    debug(
        "%s: %s, %s, %s"
            .formatted(
                message, caller.getFileName(), caller.getMethodName(), caller.getLineNumber()));
  }

  /** A command line that is about to run, written if the logger was made so; null is nothing. */
  public void shellCommand(@Nullable String commandLine) {
    if (commandLine != null) {
      handle(new LogMessage.Command(commandLine));
    }
  }

  /**
   * How far something is; a quiet logger does not write it.
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

  /** The handler that a logger begins with: writes the message as text, if it is to be written. */
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
      sink.write(level, text);
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

    /** Whether information and progress are left out; false by default. */
    public Builder quiet(boolean value) {
      quiet = value;
      return this;
    }

    /** Whether command lines are written; false by default. */
    public Builder shellCommands(boolean value) {
      shellCommands = value;
      return this;
    }

    /** Whether there are colours where the stream has them; true by default. */
    public Builder colors(boolean value) {
      colors = value;
      return this;
    }

    /** Whether it goes to the standard output stream; to that of errors by default. */
    public Builder standardOutput(boolean value) {
      standardOutput = value;
      return this;
    }

    /** Whether messages for debugging are written; false by default. */
    public Builder debug(boolean value) {
      debug = value;
      return this;
    }

    /** Where it goes, instead of a standard stream. */
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

    /** The logger. */
    public ConsoleLogger build() {
      return new ConsoleLogger(this);
    }
  }
}
