package io.oras.api.transport;

import io.oras.api.error.TransportException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The proxies that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} name, as curl and
 * Go read them: lower case before upper case, and {@code HTTP_PROXY} in upper case is ignored in a
 * CGI program. Immutable.
 *
 * <pre>{@code
 * ProxyEnvironment proxies = ProxyEnvironment.of(Environment.ofProcess()::variable);
 * Optional<ProxyEnvironment.Server> proxy = proxies.server(Origin.of(URI.create("https://ghcr.io")));
 * }</pre>
 */
public final class ProxyEnvironment {
  private final Function<String, Optional<String>> variables;

  private ProxyEnvironment(Function<String, Optional<String>> variables) {
    this.variables = Objects.requireNonNull(variables, "variables");
  }

  /**
   * Creates the proxies of an environment.
   *
   * @param variables returns the value of a variable, as {@code Environment.variable} does
   */
  public static ProxyEnvironment of(Function<String, Optional<String>> variables) {
    return new ProxyEnvironment(variables);
  }

  /**
   * Returns whether a variable names a proxy for the scheme of that server. If so, {@link #server}
   * decides for the server; if not, a transport uses the proxies of the JVM.
   */
  public boolean isSet(Origin origin) {
    return variable(origin.scheme() + "_proxy").isPresent();
  }

  /**
   * Returns the proxy for that server; empty if no variable names one, or {@code NO_PROXY} excludes
   * the server. Loopback addresses are always excluded.
   *
   * @throws TransportException if the variable names neither an HTTP proxy nor a SOCKS 5 proxy; the
   *     message does not show the value, which may hold a password
   */
  public Optional<Server> server(Origin origin) throws TransportException {
    String name = origin.scheme() + "_proxy";
    Optional<String> text = variable(name);
    ProxyExclusions exclusions = new ProxyExclusions(variable("no_proxy").orElse(""));
    if (text.isEmpty() || exclusions.matches(origin.host(), origin.port())) {
      return Optional.empty();
    }
    return Optional.of(Server.parse(name.toUpperCase(Locale.ROOT), text.get()));
  }

  /**
   * Returns the first proxy that a selector chooses for a URL. It is {@link Proxy#NO_PROXY} if the
   * selector chooses none, or returns null against its contract.
   *
   * @throws TransportException if the selector fails
   */
  public static Proxy select(ProxySelector selector, URI url) throws TransportException {
    List<Proxy> choice;
    try {
      choice = selector.select(url);
    } catch (RuntimeException e) {
      throw new TransportException(
          TransportException.Kind.PERMANENT,
          "the ProxySelector failed for " + Origin.of(url) + ": " + e,
          e);
    }
    Proxy first = choice == null || choice.isEmpty() ? null : choice.get(0);
    return first == null ? Proxy.NO_PROXY : first;
  }

  private Optional<String> variable(String lower) {
    String upper = lower.toUpperCase(Locale.ROOT);
    // In a CGI program the client of the web server sets HTTP_PROXY: its header "Proxy"
    // (CVE-2016-5386).
    boolean forged = upper.equals("HTTP_PROXY") && variables.apply("REQUEST_METHOD").isPresent();
    return variables
        .apply(lower)
        .filter(value -> !value.isBlank())
        .or(() -> forged ? Optional.empty() : variables.apply(upper))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** A proxy that a variable names. Immutable. */
  public static final class Server {
    private final InetSocketAddress address;
    private final boolean socks;
    private final Optional<String> userInfo;

    private Server(InetSocketAddress address, boolean socks, Optional<String> userInfo) {
      this.address = address;
      this.socks = socks;
      this.userInfo = userInfo;
    }

    /** Reads {@code [http://|socks5://|socks5h://][user[:password]@]host[:port]}. */
    private static Server parse(String variable, String text) throws TransportException {
      URI uri;
      try {
        uri = new URI(text.contains("://") ? text : "http://" + text);
      } catch (URISyntaxException e) {
        throw invalid(variable + " is not a URL"); // The cause would show the text.
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean socks = scheme.equals("socks5") || scheme.equals("socks5h");
      if (uri.getHost() == null || !(socks || scheme.equals("http"))) {
        throw invalid(
            variable
                + " must be http://HOST:PORT or socks5://HOST:PORT: https and SOCKS 4 proxies are"
                + " not supported");
      }
      int port = uri.getPort() < 0 ? (socks ? 1080 : 80) : uri.getPort();
      return new Server(
          InetSocketAddress.createUnresolved(uri.getHost(), port), socks, userInfo(uri));
    }

    /** A user without a password has an empty password (RFC 7617 section 2). */
    private static Optional<String> userInfo(URI uri) {
      return Optional.ofNullable(uri.getUserInfo())
          .map(text -> text.indexOf(':') < 0 ? text + ":" : text)
          .filter(text -> !text.equals(":"));
    }

    private static TransportException invalid(String message) {
      return new TransportException(TransportException.Kind.PERMANENT, message, null);
    }

    /**
     * Returns host and port of the proxy, unresolved; the port is 80 by default, and 1080 for
     * SOCKS.
     */
    public InetSocketAddress address() {
      return address;
    }

    /**
     * Returns whether this is a SOCKS 5 proxy, which looks up the names of servers itself; else it
     * is an HTTP proxy. A transport that cannot use SOCKS fails, rather than go past the proxy.
     */
    public boolean isSocks() {
      return socks;
    }

    /** Returns {@code user:password}, a secret; empty without a user and a password. */
    public Optional<String> userInfo() {
      return userInfo;
    }

    /**
     * Returns the value of {@code Proxy-Authorization}, a secret; empty without a user and a
     * password.
     */
    public Optional<String> authorization() {
      return userInfo.map(AuthenticatedProxy::authorization);
    }

    /** Returns host and port. */
    @Override
    public String toString() {
      return address.getHostString() + ":" + address.getPort();
    }
  }
}
