package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.transport.Origin;
import java.util.Locale;
import java.util.Optional;

/** The proxies that environment variables name, as curl and Go read them. */
final class EnvironmentProxies {
  private final Environment environment;

  EnvironmentProxies(Environment environment) {
    this.environment = environment;
  }

  /** Whether a variable names a proxy for that scheme, be it for this server or not. */
  boolean isSet(Origin origin) {
    return variable(origin.scheme() + "_proxy").isPresent();
  }

  /** The proxy for that server, if it has one. */
  Optional<ProxyServer> to(Origin origin) throws TransportException {
    String name = origin.scheme() + "_proxy";
    Optional<String> text = variable(name);
    NoProxy exceptions = new NoProxy(variable("no_proxy").orElse(""));
    if (text.isEmpty() || exceptions.matches(origin.host(), origin.port())) {
      return Optional.empty();
    }
    return Optional.of(ProxyServer.parse(name.toUpperCase(Locale.ROOT), text.get()));
  }

  private Optional<String> variable(String lower) {
    String upper = lower.toUpperCase(Locale.ROOT);
    // In a CGI program the client of the web server sets HTTP_PROXY: its header "Proxy"
    // (CVE-2016-5386).
    boolean forged =
        upper.equals("HTTP_PROXY") && environment.variable("REQUEST_METHOD").isPresent();
    return environment
        .variable(lower)
        .filter(value -> !value.isBlank())
        .or(() -> forged ? Optional.empty() : environment.variable(upper))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
