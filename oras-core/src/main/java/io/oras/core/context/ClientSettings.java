package io.oras.core.context;

import io.oras.api.event.TransferListener;
import io.oras.api.reference.RegistryNames;
import io.oras.api.spi.Environment;
import io.oras.api.spi.RegistryResolver;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.transport.HttpTransport;
import io.oras.auth.spi.CredentialProvider;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.Limits;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.Sleeper;
import io.oras.core.options.WireTrace;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client, as its builder had them. Immutable.
 *
 * @param timeout of each call, or null for none
 * @param threads what creates the threads of transfers, or null for the default
 */
public record ClientSettings(
    Network network,
    Transport transport,
    Credentials credentials,
    Registries registries,
    RetryPolicy retry,
    Limits limits,
    @Nullable Duration timeout,
    Folders folders,
    Observers observers,
    Trust trust,
    Resolution resolution,
    Time time,
    @Nullable ThreadFactory threads,
    Environment environment) {
  /**
   * The settings of connections.
   *
   * @param connectTimeout of a connection
   * @param responseTimeout until the head of a response
   * @param idleTimeout of a body that moves no byte
   * @param proxy the selector of proxies, or null for the transport's own
   * @param addresses to connect to instead of those of the names, by {@code host:port}
   * @param certificateFolders with certificates, or null for those of the machine
   * @param userAgent of every request
   */
  public record Network(
      Duration connectTimeout,
      Duration responseTimeout,
      Duration idleTimeout,
      @Nullable ProxySelector proxy,
      Map<String, InetSocketAddress> addresses,
      @Nullable List<Path> certificateFolders,
      String userAgent,
      int connectionsPerHost,
      int connectionsPerBlob) {
    /** Copies the addresses. */
    public Network {
      addresses = Map.copyOf(addresses);
    }
  }

  /**
   * The choice of a transport.
   *
   * @param given the caller's transport, or null for an installed one
   * @param name of the installed transport, or null for the one with the highest priority
   */
  public record Transport(@Nullable HttpTransport given, @Nullable String name) {}

  /**
   * The providers of credentials.
   *
   * @param providers asked in order, before the installed ones
   */
  public record Credentials(List<CredentialProvider> providers, InstalledCredentials installed) {
    /** Copies the list. */
    public Credentials {
      providers = List.copyOf(providers);
    }
  }

  /**
   * The settings of registries.
   *
   * @param defaults of a registry without settings of its own
   * @param named the settings by {@code host[:port]}, of Docker Hub by {@code docker.io}
   */
  public record Registries(RegistrySettings defaults, Map<String, RegistrySettings> named) {
    /** Copies the map. */
    public Registries {
      named = Map.copyOf(named);
    }

    /** Returns the settings of a registry. */
    public RegistrySettings of(String registry) {
      return named.getOrDefault(RegistryNames.canonical(registry), defaults);
    }
  }

  /**
   * Folders that outlive the client.
   *
   * @param state for locks between programs, or null for none
   * @param cache for content of registries, or null for none
   */
  public record Folders(@Nullable Path state, @Nullable Path cache) {}

  /**
   * The observers of requests and events.
   *
   * @param trace of requests and responses, or null for none
   */
  public record Observers(TransferListener listener, @Nullable WireTrace trace) {}

  /**
   * The choice of a trust policy; without any, everything is trusted.
   *
   * @param policy the caller's policy, or null
   * @param file with a policy, or null
   * @param system whether the policy file of the user or the machine is used
   */
  public record Trust(@Nullable TrustPolicy policy, @Nullable Path file, boolean system) {}

  /**
   * How names of repositories lead to endpoints; without a resolver and a configuration, to
   * themselves.
   *
   * @param resolver the caller's resolver, or null
   * @param configured whether the configuration of registries is read
   * @param file with the configuration, or null for that of the user and the system
   * @param shortNames whether names may lack their registry
   */
  public record Resolution(
      @Nullable RegistryResolver resolver,
      boolean configured,
      @Nullable Path file,
      boolean shortNames) {}

  /** The time, and waiting for it. */
  public record Time(Clock clock, Sleeper sleeper) {}
}
