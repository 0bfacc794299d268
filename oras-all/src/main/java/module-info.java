/**
 * The whole library as one dependency. Begin with {@link io.oras.core.Oras}.
 *
 * <p>The module contains no code. The artifact {@code io.oras:oras} adds the transport, Docker
 * credentials, archives and a JSON provider at run time.
 */
module io.oras {
  requires transitive io.oras.core;
}
