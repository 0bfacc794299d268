package io.oras.console;

/** Where lines of a log go. Thread safe. */
@FunctionalInterface
public interface LogSink {
  /** Takes one message, of one or more lines. */
  void write(System.Logger.Level level, String message);

  /** Creates a sink for a platform logger, whose configuration decides which messages are kept. */
  static LogSink of(System.Logger logger) {
    return logger::log;
  }
}
