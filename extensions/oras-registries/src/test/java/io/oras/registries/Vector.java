package io.oras.registries;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.RegistryBlockedException;
import io.oras.api.reference.Reference;
import io.oras.api.spi.RegistryResolver;
import io.oras.api.spi.RepositoryEndpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One question about a configuration and its answer.
 *
 * @param number of the vector
 * @param config tables, separated by commas: {@code prefix>location}, {@code !} blocked, {@code ~}
 *     insecure, {@code ^} mirrors by digest only, {@code +} a mirror
 * @param name the reference that is resolved; {@code D} is a digest
 * @param places the references in order, {@code ~} insecure, {@code =} the name; or {@code
 *     blocked}, or {@code invalid} if the configuration makes no valid reference
 */
record Vector(String number, String config, String name, String places) {
  static final String DIGEST =
      "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private static final Pattern PREFIX = Pattern.compile("([^>~!^]+)(?:>([^~!^]+))?([~!^]*)");
  private static final Pattern MIRROR = Pattern.compile("\\+([^(~]+)(?:\\(([a-z-]+)\\))?(~?)");

  /** Parses lines of four columns. */
  static List<Vector> parse(String table) {
    List<Vector> vectors = new ArrayList<>();
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      vectors.add(
          new Vector(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip()));
    }
    return vectors;
  }

  String reference() {
    return withDigest(name);
  }

  private static String withDigest(String text) {
    return text.replaceAll("@D\\b", "@" + DIGEST);
  }

  /** The expected references, each with {@code ~} if it is insecure. */
  String expected() {
    return withDigest(places.replaceAll("(^|, )=", "$1" + Matcher.quoteReplacement(name)));
  }

  String toml() {
    return toml(config);
  }

  static String toml(String config) {
    StringBuilder toml = new StringBuilder();
    for (String table : config.isEmpty() ? new String[0] : config.split(", ", -1)) {
      String[] words = table.split(" ", -1);
      Matcher prefix = match(PREFIX, words[0]);
      String location = prefix.group(2);
      toml.append("[[registry]]\nprefix = \"").append(prefix.group(1)).append("\"\n");
      if (location != null || !prefix.group(1).startsWith("*.")) {
        toml.append("location = \"")
            .append(location == null ? prefix.group(1) : location)
            .append("\"\n");
      }
      String flags = prefix.group(3);
      toml.append(flags.contains("~") ? "insecure = true\n" : "");
      toml.append(flags.contains("!") ? "blocked = true\n" : "");
      toml.append(flags.contains("^") ? "mirror-by-digest-only = true\n" : "");
      for (int i = 1; i < words.length; i++) {
        Matcher mirror = match(MIRROR, words[i]);
        toml.append("[[registry.mirror]]\nlocation = \"").append(mirror.group(1)).append("\"\n");
        if (mirror.group(2) != null) {
          toml.append("pull-from-mirror = \"").append(mirror.group(2)).append("\"\n");
        }
        toml.append(mirror.group(3).isEmpty() ? "" : "insecure = true\n");
      }
    }
    return toml.toString();
  }

  private static Matcher match(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return matcher;
  }

  /** What the resolver answers for the reference, as {@link #expected} writes it. */
  static String places(RegistryResolver resolver, Reference reference) throws IOException {
    List<String> places = new ArrayList<>();
    try {
      for (RepositoryEndpoint endpoint : resolver.forReading(reference.repository())) {
        if (endpoint.serves(reference.digest().isPresent())) {
          String rest =
              reference.tag().map(tag -> ":" + tag).orElse("")
                  + reference.digest().map(digest -> "@" + digest).orElse("");
          places.add(endpoint.repository() + rest + (endpoint.insecure() ? "~" : ""));
        }
      }
    } catch (RegistryBlockedException e) {
      return "blocked";
    } catch (ConfigurationException e) {
      return "invalid";
    }
    return String.join(", ", places);
  }

  @Override
  public String toString() {
    return number + ": " + config + ": " + name;
  }
}
