package io.oras.api.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration file is missing or invalid, or does not cover the request. */
public final class ConfigurationException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final @Nullable String key;

  /**
   * Creates an exception whose message is {@code FILE: KEY PROBLEM}.
   *
   * @param file the path of the file
   * @param key where in the file, such as {@code registry[2].location}; null for the whole file
   * @param problem in words, such as {@code is missing}
   * @param cause of the problem, if there is one
   */
  public ConfigurationException(
      String file, @Nullable String key, String problem, @Nullable Throwable cause) {
    this(file + ": " + (key == null ? "" : key + " ") + problem, cause, file, key);
  }

  private ConfigurationException(
      String problem, @Nullable Throwable cause, String file, @Nullable String key) {
    super(problem, null, null, cause);
    this.file = file;
    this.key = key;
  }

  /** Returns the path of the file. */
  public String file() {
    return file;
  }

  /** Returns the key that is wrong; empty if the problem concerns the whole file. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  @Override
  OrasException copy() {
    return new ConfigurationException(problem(), getCause(), file, key);
  }
}
