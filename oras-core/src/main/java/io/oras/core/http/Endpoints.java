package io.oras.core.http;

import io.oras.api.reference.RegistryNames;
import io.oras.api.transport.Origin;
import io.oras.core.options.RegistrySettings;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Where a registry answers. Thread safe if the settings are. */
public final class Endpoints {
  private final Function<String, RegistrySettings> settings;
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();

  /** With the settings of a registry, by its name in references. */
  public Endpoints(Function<String, RegistrySettings> settings) {
    this.settings = settings;
  }

  /** The settings of that registry. */
  public RegistrySettings settings(String registry) {
    return settings.apply(registry);
  }

  /**
   * Scheme, host and port of a registry: https, unless its settings say otherwise; plain http by
   * default for {@code localhost}, {@code 127.0.0.0/8} and {@code ::1} alone. It does not change
   * with what the server does: there is no downgrade.
   *
   * @param registry as in references; {@code docker.io} gives {@code registry-1.docker.io}
   * @throws IllegalArgumentException when it is no {@code host[:port]}
   */
  public Origin origin(String registry) {
    return origins.computeIfAbsent(registry, this::newOrigin);
  }

  /** Whether a registry that was asked for answers there. */
  public boolean isRegistry(Origin origin) {
    return origins.containsValue(origin);
  }

  private Origin newOrigin(String registry) {
    String host = RegistryNames.isDockerHub(registry) ? RegistryNames.DOCKER_HUB_API : registry;
    Origin secure = Origin.of(URI.create("https://" + host));
    boolean http = settings(registry).plainHttp().orElseGet(() -> isLoopback(secure.host()));
    return http ? Origin.of(URI.create("http://" + host)) : secure;
  }

  /**
   * A URL at a registry.
   *
   * @param path from the slash on, with its query, encoded: {@code /v2/demo/tags/list?n=10}
   */
  public URI url(String registry, String path) {
    return URI.create(origin(registry) + path);
  }

  private static boolean isLoopback(String host) {
    // A name such as 127.evil.example is not an address.
    return host.equals("localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("[0:0:0:0:0:0:0:1]");
  }
}
