package io.oras.transport.apache;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/**
 * Describes failures of exchanges with one server, and whether to try again.
 *
 * @param server host and port of the server
 * @param proxy host and port of the proxy in between
 */
record FailureTranslator(String server, Optional<String> proxy) {
  /** What a connection waits for. */
  enum Phase {
    /** The TCP connection, and the answer of a SOCKS proxy. */
    CONNECT,
    /** The TLS handshake. */
    TLS,
    /** The server to take more of the request. */
    SEND,
    /** The head of the response. */
    HEAD,
    /** The body of the response. */
    BODY,
    /** The next request. */
    IDLE
  }

  /** Returns what the transport connects to. */
  private String hop() {
    return proxy.map(p -> "the proxy " + p + " before " + server).orElse(server);
  }

  /** The limit of a phase has passed. */
  TransportException stalled(Phase phase, Duration limit) {
    String time = limit.toSeconds() >= 1 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    String problem =
        switch (phase) {
          case CONNECT -> "connecting to " + hop() + " took too long: more than " + time;
          case TLS -> "the TLS handshake with " + server + " took too long: more than " + time;
          case SEND -> "no byte of the request went to " + server + " for " + time;
          case HEAD -> "no answer came from " + server + " for " + time;
          case BODY -> "no byte of the response came from " + server + " for " + time;
          case IDLE -> "no request went to " + server + " for " + time;
        };
    return new TransportException(Kind.TRANSIENT, problem, null);
  }

  /** The head of the response is longer than that. */
  TransportException headTooLarge(int limit) {
    return new TransportException(
        Kind.PERMANENT,
        "the head of the response of " + server + " is larger than " + limit + " bytes",
        null);
  }

  /** The proxy answered 407. */
  TransportException proxyWantsPassword() {
    return new TransportException(
        Kind.PERMANENT,
        hop()
            + " requires a password: put the password into the URL of the proxy in HTTP_PROXY or HTTPS_PROXY,"
            + " http://USER:PASSWORD@HOST:PORT",
        null);
  }

  /** The proxy made no tunnel. */
  TransportException noTunnel(int status) {
    return new TransportException(
        status >= 500 ? Kind.TRANSIENT : Kind.PERMANENT,
        hop() + " did not open a tunnel: it answered " + status,
        null);
  }

  /** The SOCKS proxy made no connection. */
  TransportException socks(Kind kind, String reason) {
    return new TransportException(kind, hop() + " did not connect: " + reason, null);
  }

  /** The configuration of TLS for this server cannot be used. */
  TransportException noTls(IOException cause) {
    return new TransportException(
        Kind.PERMANENT, "no TLS connection to " + server + ": " + cause.getMessage(), cause);
  }

  /**
   * Translates what the client threw.
   *
   * @param when such as "before it answered"
   */
  TransportException failed(Phase phase, Exception thrown, String when) {
    if (thrown instanceof TransportException known) {
      return known;
    }
    if (thrown instanceof UnknownHostException) {
      return new TransportException(Kind.PERMANENT, "unknown host: " + hop(), thrown);
    }
    if (thrown instanceof SSLException) {
      return tls(thrown, when);
    }
    if (phase == Phase.CONNECT && thrown instanceof IOException) {
      return new TransportException(Kind.TRANSIENT, refused(thrown), thrown);
    }
    if (thrown instanceof IOException || thrown instanceof HttpException) {
      return new TransportException(Kind.TRANSIENT, broken(thrown, when), thrown);
    }
    return new TransportException(
        Kind.PERMANENT,
        "the request to " + server + " could not be sent: " + thrown.getMessage(),
        thrown);
  }

  private String refused(Exception thrown) {
    String text = String.valueOf(thrown.getMessage());
    return thrown instanceof ConnectException && text.contains("refused")
        ? "connection refused by " + hop()
        : "no connection to " + hop() + ": " + text.toLowerCase(Locale.ROOT);
  }

  private TransportException tls(Exception thrown, String when) {
    Optional<CertificateException> certificate = find(thrown, CertificateException.class);
    if (certificate.isPresent() || thrown instanceof SSLPeerUnverifiedException) {
      String reason = certificate.<Throwable>map(c -> c).orElse(thrown).getMessage();
      return new TransportException(
          Kind.PERMANENT, "the certificate of " + server + " is not trusted: " + reason, thrown);
    }
    String text = String.valueOf(thrown.getMessage());
    if (find(thrown, EOFException.class).isPresent()
        || find(thrown, SocketException.class).isPresent()) {
      return new TransportException(Kind.TRANSIENT, broken(thrown, "during TLS"), thrown);
    }
    if (text.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
      return new TransportException(
          Kind.PERMANENT, server + " does not speak TLS; is it a plain http registry?", thrown);
    }
    boolean protocol =
        thrown instanceof SSLHandshakeException || thrown instanceof SSLProtocolException;
    return new TransportException(
        protocol ? Kind.PERMANENT : Kind.TRANSIENT,
        "TLS with " + server + " failed " + when + ": " + text,
        thrown);
  }

  private String broken(Exception thrown, String when) {
    String text = String.valueOf(thrown.getMessage());
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("reset") || lower.contains("broken pipe")) {
      return "connection reset by " + server + " " + when;
    }
    if (find(thrown, EOFException.class).isPresent()
        || thrown instanceof ConnectionClosedException
        || thrown instanceof TruncatedChunkException) {
      return server + " closed the connection " + when + " (" + text + ")";
    }
    return "the exchange with " + server + " failed " + when + ": " + text;
  }

  private static <T extends Throwable> Optional<T> find(@Nullable Throwable t, Class<T> type) {
    for (Throwable c = t; c != null; c = c.getCause()) {
      if (type.isInstance(c)) {
        return Optional.of(type.cast(c));
      }
    }
    return Optional.empty();
  }

  /** Returns the server. */
  @Override
  public String toString() {
    return server;
  }
}
