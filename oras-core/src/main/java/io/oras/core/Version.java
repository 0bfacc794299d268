package io.oras.core;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The version of this library. */
public final class Version {
  private static final String NUMBER = read();

  private Version() {}

  /** Returns the version as in Maven, such as {@code 0.1.0-SNAPSHOT}. */
  public static String number() {
    return NUMBER;
  }

  /** Returns the version of this library and of the Java runtime, by name, in that order. */
  public static Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("Version", NUMBER);
    details.put("Java version", Runtime.version().toString());
    return Collections.unmodifiableMap(details);
  }

  /** Returns the {@link #details} as text, with one line for each. */
  public static String text() {
    return details().entrySet().stream()
        .map(detail -> detail.getKey() + ": " + detail.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing in the jar of oras-core");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read version.properties in the jar of oras-core", e);
    }
    return properties.getProperty("version");
  }
}
