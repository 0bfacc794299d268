package io.oras.auth.spi;

import io.oras.api.reference.RegistryNames;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for a credential.
 *
 * @param registry host and port as in references, such as {@code registry.example:5000}; in lower
 *     case, and {@code docker.io} for every name of Docker Hub, so that providers can compare texts
 * @param repository or null for the whole registry
 * @param action the purpose of the credential; a provider may give a weaker credential for {@link
 *     Action#PULL}
 * @param timeout the time that is left for the answer, if the operation has a deadline; a provider
 *     that takes longer is interrupted
 */
public record CredentialRequest(
    String registry, @Nullable String repository, Action action, Optional<Duration> timeout) {
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

  /** Creates a request without a deadline. */
  public CredentialRequest(String registry, @Nullable String repository, Action action) {
    this(registry, repository, action, Optional.empty());
  }

  /** Gives the registry its canonical name. */
  public CredentialRequest {
    registry = canonical(registry);
  }

  /** Returns this request with the time that is left for the answer. */
  public CredentialRequest withTimeout(Duration left) {
    return new CredentialRequest(registry, repository, action, Optional.of(left));
  }

  /** Returns this request without a deadline, by which answers can be remembered. */
  CredentialRequest withoutTimeout() {
    return new CredentialRequest(registry, repository, action);
  }

  /** Creates a request for the whole registry. */
  public static CredentialRequest of(String registry) {
    return new CredentialRequest(registry, null, Action.CATALOG);
  }

  private static String canonical(String registry) {
    String host = registry.toLowerCase(Locale.ROOT);
    return RegistryNames.isDockerHub(host) ? RegistryNames.DOCKER_HUB : host;
  }
}
