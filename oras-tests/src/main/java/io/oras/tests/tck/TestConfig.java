package io.oras.tests.tck;

import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A configuration that a test changes before it creates the transport. */
final class TestConfig implements TransportConfig {
  private final Map<String, String> variables = new HashMap<>();
  private final Map<Origin, TlsSettings> tls = new HashMap<>();
  private final Map<Origin, InetSocketAddress> addresses = new HashMap<>();
  private Duration connectTimeout = SafetyLimit.DURATION;
  private Duration idleTimeout = SafetyLimit.DURATION;
  private Duration keepAlive = SafetyLimit.DURATION;
  private @Nullable ProxySelector proxy;

  TestConfig variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  TestConfig tls(URI server, TlsSettings settings) {
    tls.put(Origin.of(server), settings);
    return this;
  }

  TestConfig address(String origin, InetSocketAddress address) {
    addresses.put(Origin.of(URI.create(origin)), address);
    return this;
  }

  TestConfig connectTimeout(Duration limit) {
    connectTimeout = limit;
    return this;
  }

  TestConfig idleTimeout(Duration limit) {
    idleTimeout = limit;
    return this;
  }

  TestConfig keepAlive(Duration time) {
    keepAlive = time;
    return this;
  }

  TestConfig proxy(ProxySelector selector) {
    proxy = selector;
    return this;
  }

  /** Uses one proxy for everything. */
  TestConfig proxy(Proxy.Type type, int port) {
    return proxy(new Proxy(type, InetSocketAddress.createUnresolved("localhost", port)));
  }

  /** Uses one proxy for everything. */
  TestConfig proxy(Proxy only) {
    return proxies(url -> List.of(only));
  }

  /** Uses a selector that may break its contract. */
  TestConfig proxies(Function<URI, @Nullable List<Proxy>> select) {
    return proxy(
        new ProxySelector() {
          @Override
          @SuppressWarnings("NullAway")
          public List<Proxy> select(URI url) {
            return select.apply(url);
          }

          @Override
          public void connectFailed(URI url, SocketAddress address, IOException e) {}
        });
  }

  @Override
  public Duration connectTimeout() {
    return connectTimeout;
  }

  @Override
  public Duration idleTimeout() {
    return idleTimeout;
  }

  @Override
  public Duration keepAlive() {
    return keepAlive;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.ofNullable(proxy);
  }

  @Override
  public TlsSettings tls(Origin origin) {
    return tls.getOrDefault(origin, TlsSettings.defaults());
  }

  @Override
  public Optional<InetSocketAddress> address(Origin origin) {
    return Optional.ofNullable(addresses.get(origin));
  }

  @Override
  public Environment environment() {
    return Environment.of(variables, Path.of("home"), "Linux");
  }
}
