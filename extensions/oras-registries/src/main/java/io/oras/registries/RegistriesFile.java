package io.oras.registries;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.InvalidReferenceException;
import io.oras.api.reference.RepositoryName;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One file in the format of registries.conf, checked by itself.
 *
 * @param name the path of the file
 * @param registries by prefix, as names are compared
 * @param search the registries of short names, if the file sets them
 * @param mode how short names are resolved, if the file sets it
 * @param aliases by short name; empty text erases an alias
 */
record RegistriesFile(
    String name,
    Map<String, RegistryTable> registries,
    Optional<List<String>> search,
    Optional<ShortNameMode> mode,
    Map<String, String> aliases) {
  private static final Logger LOG = System.getLogger(RegistriesFile.class.getName());
  private static final String SEARCH = "unqualified-search-registries";
  private static final String MODE = "short-name-mode";
  private static final String ALIASES = "aliases";

  /** How a short name is resolved that may stand for several names. */
  enum ShortNameMode {
    /** All names are tried in order. */
    DISABLED,
    /** As {@link #DISABLED}, because nobody is asked. */
    PERMISSIVE,
    /** The name is refused. */
    ENFORCING
  }

  /** Reads a file and checks it. */
  static RegistriesFile read(Path file) throws IOException {
    TomlTable table = TomlTable.read(file);
    if (table.has("registries")) {
      throw table.error(
          "registries", "is the old format (version 1); write [[registry]] tables instead");
    }
    for (String ignored : List.of("credential-helpers", "additional-layer-store-auth-helper")) {
      if (table.has(ignored)) {
        LOG.log(Level.DEBUG, "{0}: {1} is ignored", table.file(), ignored);
      }
    }
    return new RegistriesFile(
        table.file(), registries(table), search(table), mode(table), aliases(table));
  }

  /** Reads the aliases of a file that has nothing else. */
  static Map<String, String> readAliases(Path file) throws IOException {
    return aliases(TomlTable.read(file));
  }

  private static Map<String, RegistryTable> registries(TomlTable file)
      throws ConfigurationException {
    Map<String, RegistryTable> byPrefix = new LinkedHashMap<>();
    Map<String, RegistryTable> byPlace = new HashMap<>();
    for (TomlTable table : file.tables("registry")) {
      RegistryTable registry = RegistryTable.of(table);
      RegistryTable other = byPlace.putIfAbsent(registry.place(), registry);
      if (other != null && other.insecure() != registry.insecure()) {
        throw table.error("insecure", conflict(registry));
      }
      if (other != null && other.blocked() != registry.blocked()) {
        throw table.error("blocked", conflict(registry));
      }
      byPrefix.putIfAbsent(Location.comparable(registry.prefix()), registry);
    }
    return byPrefix;
  }

  private static String conflict(RegistryTable registry) {
    return "differs from that of another table for " + registry.place();
  }

  private static Optional<List<String>> search(TomlTable file) throws ConfigurationException {
    Optional<List<String>> given = file.texts(SEARCH);
    if (given.isEmpty()) {
      return given;
    }
    List<String> registries = new ArrayList<>();
    for (int i = 0; i < given.get().size(); i++) {
      String key = SEARCH + "[" + i + "]";
      String registry = Location.require(file, key, given.get().get(i));
      if (registry.indexOf('/') >= 0 || !isRegistry(registry)) {
        throw file.error(key, "is '" + registry + "', expected host[:port]");
      }
      registries.add(registry);
    }
    return Optional.of(List.copyOf(registries));
  }

  private static boolean isRegistry(String text) {
    try {
      RepositoryName.parse(text + "/x");
      return true;
    } catch (InvalidReferenceException e) {
      return false;
    }
  }

  private static Optional<ShortNameMode> mode(TomlTable file) throws ConfigurationException {
    Optional<String> given = file.text(MODE).filter(text -> !text.isEmpty());
    if (given.isEmpty()) {
      return Optional.empty();
    }
    for (ShortNameMode mode : ShortNameMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(given.get())) {
        return Optional.of(mode);
      }
    }
    throw file.error(MODE, "is '" + given.get() + "', expected enforcing, permissive or disabled");
  }

  private static Map<String, String> aliases(TomlTable file) throws ConfigurationException {
    Map<String, String> aliases = file.textsByKey(ALIASES);
    for (Map.Entry<String, String> alias : aliases.entrySet()) {
      String key = ALIASES + "." + alias.getKey();
      if (!ShortName.isPlain(alias.getKey())) {
        throw file.error(key, "must be a name without registry, tag and digest");
      }
      if (!alias.getValue().isEmpty() && !isRepository(alias.getValue())) {
        throw file.error(
            key,
            "is '"
                + alias.getValue()
                + "', expected a name with a registry, without tag and digest");
      }
    }
    return aliases;
  }

  private static boolean isRepository(String text) {
    try {
      RepositoryName.parse(text);
      return true;
    } catch (InvalidReferenceException e) {
      return false;
    }
  }
}
