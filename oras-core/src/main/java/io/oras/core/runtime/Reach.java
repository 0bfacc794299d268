package io.oras.core.runtime;

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
}
