package io.oras.auth.spi;

import io.oras.api.reference.RegistryNames;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * For what credentials are asked.
 *
 * @param registry host and port as in references, such as {@code registry.example:5000}; in lower
 *     case, and {@code docker.io} for every name of Docker Hub, so that providers just compare
 * @param repository or null where it is about the whole registry
 * @param action what they are for; a provider may give a weaker credential for {@link Action#PULL}
 */
public record CredentialRequest(String registry, @Nullable String repository, Action action) {
  /** What credentials are for. */
  public enum Action {
    /** Reading. */
    PULL,
    /** Writing. */
    PUSH,
    /** Deleting. */
    DELETE,
    /** Listing repositories, logging in. */
    CATALOG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Gives the registry its one spelling. */
  public CredentialRequest {
    registry = canonical(registry);
  }

  /** About the whole registry. */
  public static CredentialRequest of(String registry) {
    return new CredentialRequest(registry, null, Action.CATALOG);
  }

  private static String canonical(String registry) {
    String host = registry.toLowerCase(Locale.ROOT);
    return RegistryNames.isDockerHub(host) ? RegistryNames.DOCKER_HUB : host;
  }
}
