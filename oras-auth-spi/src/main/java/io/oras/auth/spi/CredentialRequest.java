package io.oras.auth.spi;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For what credentials are asked.
 *
 * @param registry host and port as in references, such as {@code docker.io}
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

  /** Checks that there is a registry. */
  public CredentialRequest {
    Objects.requireNonNull(registry, "registry");
  }
}
