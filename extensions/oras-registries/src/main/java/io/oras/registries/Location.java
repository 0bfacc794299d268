package io.oras.registries;

import io.oras.api.error.ConfigurationException;
import io.oras.api.reference.RegistryNames;
import java.util.Locale;
import java.util.Optional;

/** Text of a configuration that stands for a registry, a part of one, or a repository. */
final class Location {
  private Location() {}

  /**
   * Returns the text of a key without slashes at its end.
   *
   * @throws ConfigurationException if the text is empty or a URL
   */
  static Optional<String> of(TomlTable table, String key) throws ConfigurationException {
    Optional<String> given = table.text(key);
    return given.isEmpty() ? given : Optional.of(require(table, key, given.get()));
  }

  /**
   * Returns the text without slashes at its end.
   *
   * @throws ConfigurationException if the text is empty or a URL
   */
  static String require(TomlTable table, String key, String given) throws ConfigurationException {
    int end = given.length();
    while (end > 0 && given.charAt(end - 1) == '/') {
      end--;
    }
    String text = given.substring(0, end);
    if (text.isEmpty()) {
      throw table.error(key, "is empty");
    }
    if (text.startsWith("http://") || text.startsWith("https://")) {
      throw table.error(key, "is a URL, expected host[:port][/path]: '" + given + "'");
    }
    return text;
  }

  /**
   * Returns the text with its host as it is compared: a host has no letter case, may end with a
   * dot, and Docker Hub has one name.
   */
  static String comparable(String text) {
    int slash = text.indexOf('/');
    String registry = slash < 0 ? text : text.substring(0, slash);
    int colon = registry.indexOf(':');
    String host = colon < 0 || registry.startsWith("[") ? registry : registry.substring(0, colon);
    String port = registry.substring(host.length());
    String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return RegistryNames.canonical(plain.toLowerCase(Locale.ROOT) + port)
        + (slash < 0 ? "" : text.substring(slash));
  }
}
