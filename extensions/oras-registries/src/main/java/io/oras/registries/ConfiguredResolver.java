package io.oras.registries;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.InvalidReferenceException;
import io.oras.api.error.RegistryBlockedException;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RegistryNames;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.RegistryResolver;
import io.oras.api.spi.RepositoryEndpoint;
import io.oras.api.spi.RepositoryEndpoint.Lookup;
import io.oras.api.spi.RepositoryEndpoint.Role;
import io.oras.registries.RegistriesFile.ShortNameMode;
import io.oras.registries.RegistryTable.Mirror;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers from a configuration. Thread safe. */
final class ConfiguredResolver implements RegistryResolver {
  private final RegistriesConf conf;
  private final ShortNameCache cache;

  ConfiguredResolver(RegistriesConf conf, ShortNameCache cache) {
    this.conf = conf;
    this.cache = cache;
  }

  @Override
  public List<RepositoryEndpoint> forReading(RepositoryName repository)
      throws RegistryBlockedException, ConfigurationException {
    RepositoryName name = normalized(repository);
    RegistryTable table = find(name).orElse(null);
    if (table == null) {
      return List.of(RepositoryEndpoint.of(name));
    }
    List<RepositoryEndpoint> endpoints = new ArrayList<>();
    for (Mirror mirror : table.mirrors()) {
      RepositoryName place = rewritten(name, table, mirror.location());
      if (find(place).filter(RegistryTable::blocked).isEmpty()) {
        endpoints.add(
            new RepositoryEndpoint(
                place, Role.MIRROR, mirror.insecure(), mirror.lookup(), table.file()));
      }
    }
    RepositoryName place = rewritten(name, table, table.location());
    RegistryTable blocking =
        table.blocked() ? table : find(place).filter(RegistryTable::blocked).orElse(null);
    if (blocking == null) {
      endpoints.add(
          new RepositoryEndpoint(
              place, Role.PRIMARY, table.insecure(), Lookup.TAG_OR_DIGEST, table.file()));
    }
    if (endpoints.isEmpty()) {
      RegistryTable cause = blocking == null ? table : blocking;
      throw new RegistryBlockedException(cause.prefix(), cause.file());
    }
    return List.copyOf(endpoints);
  }

  @Override
  public RepositoryEndpoint forWriting(RepositoryName repository) throws RegistryBlockedException {
    RepositoryName name = normalized(repository);
    Optional<RegistryTable> table = find(name);
    if (table.isEmpty()) {
      return RepositoryEndpoint.of(name);
    }
    return new RepositoryEndpoint(
        name,
        Role.PRIMARY,
        requireAllowed(table.get()).insecure(),
        Lookup.TAG_OR_DIGEST,
        table.get().file());
  }

  @Override
  public boolean isInsecure(String registry) throws RegistryBlockedException {
    Optional<RegistryTable> table = conf.find(Location.comparable(registry));
    return table.isPresent() && requireAllowed(table.get()).insecure();
  }

  private static RegistryTable requireAllowed(RegistryTable table) throws RegistryBlockedException {
    if (table.blocked()) {
      throw new RegistryBlockedException(table.prefix(), table.file());
    }
    return table;
  }

  @Override
  public List<Reference> names(String text) throws IOException {
    if (!ShortName.isShort(text)) {
      return List.of(Reference.parse(text).withDefaultTag());
    }
    ShortName name = ShortName.parse(text);
    Map<String, String> chosen = cache.read();
    String alias =
        chosen.containsKey(name.path()) ? chosen.get(name.path()) : conf.aliases().get(name.path());
    if (alias != null && !alias.isEmpty()) {
      return List.of(name.in(normalized(RepositoryName.parse(alias))));
    }
    String file = searchFile();
    if (conf.search().isEmpty()) {
      throw new ConfigurationException(
          file,
          null,
          "short name '%s' has no alias, and unqualified-search-registries is not set"
              .formatted(text),
          null);
    }
    List<Reference> names = new ArrayList<>();
    for (String registry : conf.search()) {
      names.add(name.in(normalized(new RepositoryName(registry, name.path()))));
    }
    if (names.size() > 1 && conf.mode() == ShortNameMode.ENFORCING) {
      throw new ConfigurationException(
          file,
          null,
          "short name '%s' may be %s, and short-name-mode is enforcing; use the full name"
              .formatted(
                  text,
                  names.stream()
                      .map(candidate -> candidate.repository().toString())
                      .collect(Collectors.joining(" or "))),
          null);
    }
    return names;
  }

  private String searchFile() {
    String file = conf.searchFile();
    if (file != null) {
      return file;
    }
    return conf.files().isEmpty()
        ? "registries.conf (no file exists)"
        : String.join(", ", conf.files());
  }

  private Optional<RegistryTable> find(RepositoryName name) {
    return conf.find(Location.comparable(name.toString()));
  }

  /** Returns the name with one name for Docker Hub, and with its full path there. */
  private static RepositoryName normalized(RepositoryName name) {
    String registry = Location.comparable(name.registry());
    if (!RegistryNames.isDockerHub(registry)) {
      return name;
    }
    return new RepositoryName(
        RegistryNames.DOCKER_HUB, new RepositoryName(registry, name.path()).apiPath());
  }

  /** Returns the name with a location in place of what the table's prefix matches. */
  private static RepositoryName rewritten(
      RepositoryName name, RegistryTable table, @Nullable String location)
      throws ConfigurationException {
    if (location == null || location.equals(table.prefix())) {
      return name;
    }
    String text = Location.comparable(name.toString());
    String made = location + text.substring(table.matched(text));
    try {
      return normalized(RepositoryName.parse(made));
    } catch (InvalidReferenceException e) {
      throw new ConfigurationException(
          table.file(),
          "prefix " + table.prefix(),
          "changes '%s' to '%s', which is not a repository name".formatted(name, made),
          e);
    }
  }
}
