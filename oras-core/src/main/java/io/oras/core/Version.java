package io.oras.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library. */
public final class Version {
  private static final String NUMBER = read();

  private Version() {}

  /** As in Maven, such as {@code 0.1.0-SNAPSHOT}. */
  public static String number() {
    return NUMBER;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing in the jar of oras-core");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
