package io.oras.console;

/** Where lines of a log go. Thread safe. */
@FunctionalInterface
public interface LogSink {
  /** Takes one message, of one or more lines, as it is. */
  void write(System.Logger.Level level, String message);

  /** Into a logger of the platform, which decides by its own configuration what it keeps. */
  static LogSink of(System.Logger logger) {
    return logger::log;
  }
}
