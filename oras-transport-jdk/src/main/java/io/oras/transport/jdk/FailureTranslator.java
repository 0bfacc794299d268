package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.transport.Origin;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The other end, as messages name it. Says in words what the client's exceptions mean, and whether
 * to try again.
 *
 * @param name host and port of the server
 * @param proxy host and port of the proxy before it
 */
record FailureTranslator(String name, Optional<String> proxy) {
  /** A server that is reached straight. */
  static FailureTranslator of(Origin origin) {
    return new FailureTranslator(origin.authority(), Optional.empty());
  }

  /** A server behind a proxy. */
  static FailureTranslator behind(Origin origin, String proxy) {
    return new FailureTranslator(origin.authority(), Optional.of(proxy));
  }

  /** What the client connects to. */
  private String hop() {
    return proxy.map(p -> "the proxy " + p + " before " + name).orElse(name);
  }

  /** The proxy answered 407 itself. */
  TransportException proxyWantsPassword() {
    return new TransportException(
        Kind.PERMANENT,
        hop()
            + " requires a password: put the password into the URL of the proxy, http://USER:PASSWORD@HOST:PORT; for"
            + " https run the JVM with -Djdk.http.auth.tunneling.disabledSchemes= as well, since"
            + " the JDK does not send passwords to such proxies by default",
        null);
  }

  /** What happened to an exchange. */
  TransportException failed(Throwable thrown, String when) {
    Throwable t = thrown;
    while (t instanceof CompletionException && t.getCause() != null) {
      t = t.getCause();
    }
    if (t instanceof TransportException known) {
      return new TransportException(known.kind(), known.problem(), known);
    }
    if (find(t, UnresolvedAddressException.class).isPresent()
        || find(t, UnknownHostException.class).isPresent()) {
      return new TransportException(Kind.PERMANENT, "unknown host: " + hop(), t);
    }
    if (t instanceof HttpConnectTimeoutException) {
      return new TransportException(Kind.TRANSIENT, "connecting to " + hop() + " took too long", t);
    }
    if (t instanceof ConnectException || t instanceof NoRouteToHostException) {
      return new TransportException(Kind.TRANSIENT, refused(t), t);
    }
    if (t instanceof SSLException) {
      return tls(t, when);
    }
    if (t instanceof IOException) {
      return new TransportException(Kind.TRANSIENT, broken(t, when), t);
    }
    return new TransportException(
        Kind.PERMANENT, "the request to " + name + " could not be sent: " + t.getMessage(), t);
  }

  /** Nothing moved for that long. */
  TransportException stalled(String what, Duration limit) {
    String time = limit.toSeconds() >= 1 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    return new TransportException(Kind.TRANSIENT, what + " " + name + " for " + time, null);
  }

  private String refused(Throwable t) {
    for (Throwable c = t; c != null; c = c.getCause()) {
      String text = String.valueOf(c.getMessage());
      if (c instanceof SocketException && c.getMessage() != null && !text.contains("refused")) {
        return "no connection to " + hop() + ": " + text.toLowerCase(Locale.ROOT);
      }
    }
    return "connection refused by " + hop();
  }

  private TransportException tls(Throwable t, String when) {
    Optional<CertificateException> certificate = find(t, CertificateException.class);
    if (certificate.isPresent() || t instanceof SSLPeerUnverifiedException) {
      String reason = certificate.<Throwable>map(c -> c).orElse(t).getMessage();
      return new TransportException(
          Kind.PERMANENT, "the certificate of " + name + " is not trusted: " + reason, t);
    }
    String text = String.valueOf(t.getMessage());
    boolean cut =
        find(t, EOFException.class).isPresent()
            || find(t, SocketException.class).isPresent()
            || text.contains("terminated the handshake");
    if (cut) {
      return new TransportException(Kind.TRANSIENT, broken(t, "during TLS"), t);
    }
    if (text.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
      return new TransportException(
          Kind.PERMANENT, name + " does not speak TLS; is it a plain http registry?", t);
    }
    // Such as a chain of certificates that is too long.
    boolean protocol = t instanceof SSLHandshakeException || t instanceof SSLProtocolException;
    Kind kind = protocol ? Kind.PERMANENT : Kind.TRANSIENT;
    return new TransportException(kind, "TLS with " + name + " failed " + when + ": " + text, t);
  }

  private String broken(Throwable t, String when) {
    String text = String.valueOf(t.getMessage());
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("reset") || lower.contains("broken pipe")) {
      return "connection reset by " + name + " " + when;
    }
    // What the client says when a server closes: "header parser received no bytes", "EOF reached
    // while reading", "fixed content-length: 10, bytes received: 3", "chunked transfer ...".
    if (lower.contains("eof")
        || lower.contains("received")
        || lower.contains("closed")
        || find(t, EOFException.class).isPresent()) {
      return name + " closed the connection " + when + " (" + text + ")";
    }
    return "the exchange with " + name + " failed " + when + ": " + text;
  }

  private static <T extends Throwable> Optional<T> find(@Nullable Throwable t, Class<T> type) {
    for (Throwable c = t; c != null; c = c.getCause()) {
      if (type.isInstance(c)) {
        return Optional.of(type.cast(c));
      }
    }
    return Optional.empty();
  }

  /** A time in nanoseconds, however long. */
  static long nanos(Duration time) {
    return time.compareTo(Duration.ofDays(10_000)) < 0 ? time.toNanos() : Long.MAX_VALUE / 2;
  }

  /** The server. */
  @Override
  public String toString() {
    return name;
  }
}
