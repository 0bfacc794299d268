package io.oras.core.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How registries are reached. Registries that are reached in different ways share no connection, no
 * token and no credential.
 *
 * @param mirror one attempt for each request, and a short time to connect
 * @param insecure without verified certificates, or by plain HTTP if there is no TLS
 * @param foreign chosen by a configuration, not named by the caller: what the caller gave without
 *     naming a registry is not sent
 */
record Reach(boolean mirror, boolean insecure, boolean foreign) {
  /** The way to registries that the caller names. */
  static final Reach NAMED = new Reach(false, false, false);

  // Written out: the generated methods cost a start of the command several milliseconds.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reach that
        && mirror == that.mirror
        && insecure == that.insecure
        && foreign == that.foreign;
  }

  @Override
  public int hashCode() {
    return (mirror ? 4 : 0) + (insecure ? 2 : 0) + (foreign ? 1 : 0);
  }
}
