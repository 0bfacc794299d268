package io.oras.api.spi;

import io.oras.api.reference.RepositoryName;
import java.util.Objects;

/**
 * A repository that serves the content of a name: see {@link RegistryResolver}.
 *
 * @param repository which requests go to and credentials are looked up for
 * @param role what the endpoint is for the name
 * @param insecure whether certificates need not be verified, and plain HTTP may be used if there is
 *     no TLS; applies to this endpoint alone
 * @param lookup the names by which the endpoint resolves manifests
 * @param configuredBy what says so, for messages, such as the path of a file; empty for a name that
 *     nothing configures
 */
public record RepositoryEndpoint(
    RepositoryName repository, Role role, boolean insecure, Lookup lookup, String configuredBy) {
  /** What an endpoint is for a name. */
  public enum Role {
    /** The registry of the name, or the location that replaces it. */
    PRIMARY,
    /** A copy that is tried first. */
    MIRROR
  }

  /** The kinds of names by which an endpoint resolves manifests. */
  public enum Lookup {
    /** By a tag or a digest. */
    TAG_OR_DIGEST,
    /** Only tags. */
    TAG,
    /** Only digests. */
    DIGEST
  }

  /** Checks that nothing is null. */
  public RepositoryEndpoint {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(lookup, "lookup");
    Objects.requireNonNull(configuredBy, "configuredBy");
  }

  /** Returns the endpoint of a name that nothing configures. */
  public static RepositoryEndpoint of(RepositoryName repository) {
    return new RepositoryEndpoint(repository, Role.PRIMARY, false, Lookup.TAG_OR_DIGEST, "");
  }

  /** Returns whether the endpoint may be asked by a digest, or else by a tag. */
  public boolean serves(boolean byDigest) {
    return lookup == Lookup.TAG_OR_DIGEST || (lookup == Lookup.DIGEST) == byDigest;
  }
}
