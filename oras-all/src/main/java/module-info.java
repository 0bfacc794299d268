/**
 * The whole library as one dependency. Start at {@link io.oras.core.Oras}.
 *
 * <p>The module has no code. The artifact {@code io.oras:oras} brings the transport, Docker
 * credentials, archives and a JSON provider at run time, which are found as services.
 */
module io.oras {
  requires transitive io.oras.core;
}
