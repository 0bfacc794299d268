package io.oras.maven;

import io.oras.console.TextEscapes;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * A log whose lines show control characters instead of sending them to a terminal: titles of files
 * and messages of registries are text from outside.
 */
final class EscapedLog implements Log {
  private final Log log;

  EscapedLog(Log log) {
    this.log = log;
  }

  /** Returns the text as {@link TextEscapes#lines} does. */
  static String escaped(CharSequence text) {
    return TextEscapes.lines(text.toString());
  }

  /** Returns whether Maven would print control characters for the exception and its causes. */
  static boolean isDangerous(Throwable exception) {
    for (Throwable e = exception; e != null; e = e.getCause()) {
      if (!escaped(String.valueOf(e.getMessage())).equals(String.valueOf(e.getMessage()))) {
        return true;
      }
    }
    return false;
  }

  private static CharSequence line(@Nullable CharSequence text) {
    return escaped(text == null ? "" : text);
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public void debug(@Nullable CharSequence text) {
    log.debug(line(text));
  }

  @Override
  public void debug(@Nullable CharSequence text, Throwable error) {
    log.debug(line(text), error);
  }

  @Override
  public void debug(Throwable error) {
    log.debug(error);
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public void info(@Nullable CharSequence text) {
    log.info(line(text));
  }

  @Override
  public void info(@Nullable CharSequence text, Throwable error) {
    log.info(line(text), error);
  }

  @Override
  public void info(Throwable error) {
    log.info(error);
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public void warn(@Nullable CharSequence text) {
    log.warn(line(text));
  }

  @Override
  public void warn(@Nullable CharSequence text, Throwable error) {
    log.warn(line(text), error);
  }

  @Override
  public void warn(Throwable error) {
    log.warn(error);
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
  }

  @Override
  public void error(@Nullable CharSequence text) {
    log.error(line(text));
  }

  @Override
  public void error(@Nullable CharSequence text, Throwable error) {
    log.error(line(text), error);
  }

  @Override
  public void error(Throwable error) {
    log.error(error);
  }
}
