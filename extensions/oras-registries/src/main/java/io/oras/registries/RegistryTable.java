package io.oras.registries;

import io.oras.api.error.ConfigurationException;
import io.oras.api.spi.RepositoryEndpoint.Lookup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code [[registry]]}: how the repositories whose names begin with a prefix are reached.
 *
 * @param prefix {@code host[:port][/path]}, or {@code *.host} for the hosts below a host
 * @param location what replaces the prefix in names; null for nothing
 * @param insecure whether the location needs no verified certificate
 * @param blocked whether the location must not be reached
 * @param mirrors in their order
 * @param file that has the table
 */
record RegistryTable(
    String prefix,
    @Nullable String location,
    boolean insecure,
    boolean blocked,
    List<Mirror> mirrors,
    String file) {
  private static final Logger LOG = System.getLogger(RegistryTable.class.getName());
  private static final String PULL_FROM_MIRROR = "pull-from-mirror";
  private static final String BY_DIGEST_ONLY = "mirror-by-digest-only";

  /**
   * A {@code [[registry.mirror]]}.
   *
   * @param location what replaces the prefix in names
   * @param insecure whether the mirror needs no verified certificate
   * @param lookup by what the mirror is asked
   */
  record Mirror(String location, boolean insecure, Lookup lookup) {}

  /** Reads a table and checks it. */
  static RegistryTable of(TomlTable table) throws ConfigurationException {
    Optional<String> location = Location.of(table, "location");
    Optional<String> given = Location.of(table, "prefix");
    String prefix =
        given.or(() -> location).orElseThrow(() -> table.error("location", "is missing"));
    boolean wildcard = prefix.startsWith("*.");
    if (location.isEmpty() && !wildcard) {
      throw table.error("location", "is missing; only a prefix that begins with *. needs none");
    }
    if (wildcard && prefix.chars().anyMatch(c -> c == '/' || c == '@' || c == ':')) {
      throw table.error("prefix", "is '" + prefix + "': after *. only a host can follow");
    }
    if (!wildcard && prefix.indexOf('*') >= 0) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} is ''{2}'' and never matches: * can only stand first, before a dot",
          table.file(),
          table.key("prefix"),
          prefix);
    }
    if (table.has(PULL_FROM_MIRROR)) {
      throw table.error(PULL_FROM_MIRROR, "belongs into a mirror, not into a registry");
    }
    boolean byDigestOnly = table.flag(BY_DIGEST_ONLY);
    List<Mirror> mirrors = new ArrayList<>();
    for (TomlTable mirror : table.tables("mirror")) {
      mirrors.add(mirror(mirror, byDigestOnly));
    }
    return new RegistryTable(
        prefix,
        location.orElse(null),
        table.flag("insecure"),
        table.flag("blocked"),
        List.copyOf(mirrors),
        table.file());
  }

  private static Mirror mirror(TomlTable table, boolean byDigestOnly)
      throws ConfigurationException {
    String location =
        Location.of(table, "location").orElseThrow(() -> table.error("location", "is missing"));
    Optional<String> use = table.text(PULL_FROM_MIRROR).filter(text -> !text.isEmpty());
    if (byDigestOnly && use.isPresent()) {
      throw table.error(
          PULL_FROM_MIRROR, "contradicts " + BY_DIGEST_ONLY + " = true of the registry");
    }
    Lookup lookup = byDigestOnly ? Lookup.DIGEST : lookup(table, use.orElse("all"));
    return new Mirror(location, table.flag("insecure"), lookup);
  }

  private static Lookup lookup(TomlTable table, String use) throws ConfigurationException {
    return switch (use) {
      case "all" -> Lookup.TAG_OR_DIGEST;
      case "digest-only" -> Lookup.DIGEST;
      case "tag-only" -> Lookup.TAG;
      default ->
          throw table.error(
              PULL_FROM_MIRROR, "is '" + use + "', expected all, digest-only or tag-only");
    };
  }

  /** Returns the place that the table is about; two tables of one place must agree on it. */
  String place() {
    return Location.comparable(location == null ? prefix : location);
  }

  /**
   * Returns how much of the name the prefix matches, in characters; -1 if the table does not apply.
   *
   * @param name {@code host[:port][/path]}, as {@link Location#comparable} returns it
   */
  int matched(String name) {
    String wanted = Location.comparable(prefix);
    if (wanted.startsWith("*.")) {
      int end = hostEnd(name);
      String suffix = wanted.substring(1);
      return end > suffix.length() && name.startsWith(suffix, end - suffix.length()) ? end : -1;
    }
    boolean matches =
        name.startsWith(wanted)
            && (name.length() == wanted.length()
                || name.charAt(wanted.length()) == '/'
                || name.charAt(wanted.length()) == ':');
    return matches ? wanted.length() : -1;
  }

  private static int hostEnd(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '/' || name.charAt(i) == ':') {
        return i;
      }
    }
    return name.length();
  }

  /** Returns whether the table is more specific: a longer prefix, or an equally long exact one. */
  boolean precedes(RegistryTable other) {
    int length = Location.comparable(prefix).length();
    int otherLength = Location.comparable(other.prefix).length();
    return length == otherLength
        ? other.prefix.startsWith("*.") && !prefix.startsWith("*.")
        : length > otherLength;
  }
}
