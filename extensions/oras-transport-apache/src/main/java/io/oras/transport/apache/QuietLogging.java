package io.oras.transport.apache;

import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Keeps SLF4J, through which HttpClient logs, from writing to the standard error stream that it has
 * no provider. An application that has a provider keeps all of SLF4J's messages.
 */
final class QuietLogging {
  /** SLF4J reads it when its first logger is created. */
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private QuietLogging() {}

  /** Called before a class of HttpClient is loaded. */
  static void prepare() {
    try {
      if (System.getProperty(VERBOSITY) != null || hasProvider()) {
        return;
      }
      System.setProperty(VERBOSITY, "ERROR");
      try {
        var unused = LoggerFactory.getILoggerFactory();
      } finally {
        System.clearProperty(VERBOSITY);
      }
    } catch (LinkageError e) {
      // SLF4J 1.x, which an application has only with a binding of its own.
    }
  }

  private static boolean hasProvider() {
    return ServiceLoader.load(SLF4JServiceProvider.class, LoggerFactory.class.getClassLoader())
        .stream()
        .findAny()
        .isPresent();
  }
}
