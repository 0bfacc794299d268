package io.oras.auth.spi;

import io.oras.api.spi.Environment;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The providers that need nothing but this module. All are thread safe.
 *
 * <pre>{@code
 * CredentialProvider leased =
 *     request -> Optional.of(Credential.basic("ci", Files.readString(Path.of("/run/secrets/ci"))));
 * CredentialProvider provider =
 *     CredentialProviders.forRegistry(
 *         "registry.example", CredentialProviders.cached(leased, Duration.ofMinutes(10)));
 * Oras mine = Oras.builder().credentials(provider).build();
 * }</pre>
 */
public final class CredentialProviders {
  private CredentialProviders() {}

  /**
   * Creates a provider with the credential for one registry; {@code docker.io} means every name of
   * Docker Hub.
   */
  public static CredentialProvider of(String registry, Credential credential) {
    return of(Map.of(registry, credential));
  }

  /** Knows these credentials, by registry. */
  public static CredentialProvider of(Map<String, ? extends Credential> credentials) {
    MemoryCredentialStore store = new MemoryCredentialStore();
    credentials.forEach(store::store);
    return named("static", store);
  }

  /**
   * Returns a provider of the user {@code ORAS_USER} with the password {@code ORAS_PASS} <em>for
   * every registry that the program talks to</em>: use it if that is one registry. {@link
   * #forRegistry(String, CredentialProvider)} binds it to one. The provider knows no credential if
   * neither variable is set, and fails if only one is.
   */
  public static CredentialProvider environment() {
    return environment(Environment.ofProcess());
  }

  /** Returns the provider of {@link #environment()} with the variables of that environment. */
  public static CredentialProvider environment(Environment environment) {
    return new EnvironmentCredentials(environment);
  }

  /** Asks only for this registry. */
  public static CredentialProvider forRegistry(String registry, CredentialProvider provider) {
    return new RegistryProvider(CredentialRequest.of(registry).registry(), provider);
  }

  /** Returns a function under a name, which is used in messages and to choose the provider. */
  public static CredentialProvider named(String name, CredentialProvider function) {
    return new NamedProvider(name, function);
  }

  /** Asks these in order; the first that knows a credential answers, an error ends it. */
  public static CredentialProvider chain(CredentialProvider... providers) {
    return chain(List.of(providers));
  }

  /** Asks these in order; the first that knows a credential answers, an error ends it. */
  public static CredentialProvider chain(Collection<? extends CredentialProvider> providers) {
    return new ChainedProviders(List.copyOf(providers));
  }

  /**
   * Caches credentials like {@link #cached(CredentialProvider, Duration, Clock)}, by the system
   * clock.
   */
  public static CredentialProvider cached(CredentialProvider provider, Duration lifetime) {
    return cached(provider, lifetime, Clock.systemUTC());
  }

  /**
   * Asks once for each request in that time, also when many threads ask at once: for providers that
   * run a program or call a service. An answer is kept whether it is a credential or empty; an
   * error is not kept, and neither is a credential that a registry refused. A client that uses the
   * returned provider asks it for each request, and so never sends a credential for longer than its
   * lifetime.
   *
   * @param lifetime shorter than the credentials live; positive
   */
  public static CredentialProvider cached(
      CredentialProvider provider, Duration lifetime, Clock clock) {
    return new CachedProvider(provider, lifetime, clock);
  }
}
