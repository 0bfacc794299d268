package io.oras.registries;

import io.oras.registries.RegistriesFile.ShortNameMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All files of a configuration as one. Later files replace what they set: a registry as a whole,
 * the search list, the mode, single aliases. Immutable.
 *
 * @param files that were read, in order
 * @param registries by prefix
 * @param search the registries of short names
 * @param searchFile the file that set them; null for none
 * @param mode how short names are resolved
 * @param aliases by short name, without erased ones
 */
record RegistriesConf(
    List<String> files,
    Map<String, RegistryTable> registries,
    List<String> search,
    @Nullable String searchFile,
    ShortNameMode mode,
    Map<String, String> aliases) {
  /** Reads the files in this order. */
  static RegistriesConf read(List<Path> files) throws IOException {
    List<String> names = new ArrayList<>();
    Map<String, RegistryTable> registries = new LinkedHashMap<>();
    List<String> search = List.of();
    String searchFile = null;
    ShortNameMode mode = ShortNameMode.PERMISSIVE;
    Map<String, String> aliases = new HashMap<>();
    for (Path path : files) {
      RegistriesFile file = RegistriesFile.read(path);
      names.add(file.name());
      registries.putAll(file.registries());
      if (file.search().isPresent()) {
        search = file.search().get();
        searchFile = file.name();
      }
      mode = file.mode().orElse(mode);
      aliases.putAll(file.aliases());
    }
    aliases.values().removeIf(String::isEmpty);
    return new RegistriesConf(
        List.copyOf(names), Map.copyOf(registries), search, searchFile, mode, Map.copyOf(aliases));
  }

  /**
   * Returns the table with the longest prefix of the name.
   *
   * @param name {@code host[:port][/path]}, as {@link Location#comparable} returns it
   */
  Optional<RegistryTable> find(String name) {
    RegistryTable best = null;
    for (RegistryTable table : registries.values()) {
      if (table.matched(name) >= 0 && (best == null || table.precedes(best))) {
        best = table;
      }
    }
    return Optional.ofNullable(best);
  }
}
