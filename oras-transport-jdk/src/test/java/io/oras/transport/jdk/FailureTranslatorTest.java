package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTranslatorTest {
  private static final Origin ORIGIN = new Origin("https", "reg.example", -1);
  private static final FailureTranslator STRAIGHT = FailureTranslator.of(ORIGIN);
  private static final FailureTranslator BEHIND = FailureTranslator.behind(ORIGIN, "proxy:3128");

  private static <T extends Throwable> T of(T thrown, Throwable cause) {
    thrown.initCause(cause);
    return thrown;
  }

  private static Arguments passes(Throwable thrown, String message) {
    return Arguments.of(thrown, Kind.TRANSIENT, message);
  }

  private static Arguments stays(Throwable thrown, String message) {
    return Arguments.of(thrown, Kind.PERMANENT, message);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        stays(
            of(new ConnectException(), new UnresolvedAddressException()),
            "unknown host: reg.example"),
        stays(new IOException(new UnknownHostException("x")), "unknown host: reg.example"),
        passes(
            new HttpConnectTimeoutException("HTTP connect timed out"),
            "connecting to reg.example took too long"),
        passes(new ConnectException(), "connection refused by reg.example"),
        passes(new ConnectException("Connection refused"), "connection refused by reg.example"),
        passes(
            of(new ConnectException(), new SocketException("Network is unreachable")),
            "no connection to reg.example: network is unreachable"),
        passes(
            new NoRouteToHostException("No route to host"),
            "no connection to reg.example: no route to host"),
        passes(
            new SocketException("Connection reset"),
            "connection reset by reg.example after 3 bytes of the body"),
        passes(
            new IOException("Broken pipe"),
            "connection reset by reg.example after 3 bytes of the body"),
        passes(
            new IOException("EOF reached while reading"),
            "reg.example closed the connection after 3 bytes of the body (EOF reached while"
                + " reading)"),
        passes(
            new IOException("fixed content-length: 10, bytes received: 3"),
            "reg.example closed the connection after 3 bytes of the body (fixed content-length:"
                + " 10, bytes received: 3)"),
        passes(
            new IOException("connection is closed"),
            "reg.example closed the connection after 3 bytes of the body (connection is closed)"),
        passes(
            new IOException("chunked transfer", new EOFException()),
            "reg.example closed the connection after 3 bytes of the body (chunked transfer)"),
        passes(
            new IOException("Invalid status line"),
            "the exchange with reg.example failed after 3 bytes of the body: Invalid status"
                + " line"),
        stays(
            of(new SSLHandshakeException("PKIX"), new CertificateException("expired")),
            "the certificate of reg.example is not trusted: expired"),
        stays(
            new SSLPeerUnverifiedException("peer not authenticated"),
            "the certificate of reg.example is not trusted: peer not authenticated"),
        passes(
            of(new SSLHandshakeException("terminated"), new EOFException("EOF")),
            "reg.example closed the connection during TLS (terminated)"),
        passes(
            of(new SSLException("reset"), new SocketException("reset")),
            "connection reset by reg.example during TLS"),
        stays(
            new SSLException("Unsupported or unrecognized SSL message"),
            "reg.example does not speak TLS; is it a plain http registry?"),
        stays(
            new SSLHandshakeException("Received fatal alert: protocol_version"),
            "TLS with reg.example failed after 3 bytes of the body: Received fatal alert:"
                + " protocol_version"),
        stays(
            new SSLProtocolException("The certificate chain length (11) exceeds the maximum"),
            "TLS with reg.example failed after 3 bytes of the body: The certificate chain length"
                + " (11) exceeds the maximum"),
        passes(
            new SSLException("Tag mismatch"),
            "TLS with reg.example failed after 3 bytes of the body: Tag mismatch"),
        stays(
            new IllegalStateException("Too many open streams"),
            "the request to reg.example could not be sent: Too many open streams"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureIsNamedAndTriedAgainOnlyWhereThatMayHelp(
      Throwable thrown, Kind kind, String message) {
    for (Throwable t : new Throwable[] {thrown, new CompletionException(thrown)}) {
      TransportException e = STRAIGHT.failed(t, "after 3 bytes of the body");
      assertEquals(message, e.getMessage());
      assertEquals(kind, e.kind());
    }
  }

  @Test
  void failureBeforeTheProxyNamesTheProxy() {
    for (Throwable t :
        new Throwable[] {
          new UnknownHostException("proxy"),
          new HttpConnectTimeoutException("HTTP connect timed out"),
          new ConnectException("Connection refused")
        }) {
      String message = BEHIND.failed(t, "before it answered").getMessage();
      assertTrue(message.contains("the proxy proxy:3128 before reg.example"), message);
    }
  }

  @Test
  void silenceIsToldWithItsTime() {
    assertEquals(
        "no answer came from reg.example for 250 ms",
        STRAIGHT.stalled("no answer came from", Duration.ofMillis(250)).getMessage());
    assertEquals(
        "no answer came from reg.example for 90 s",
        STRAIGHT.stalled("no answer came from", Duration.ofSeconds(90)).getMessage());
  }

  @Test
  void timeWithoutEndDoesNotOverflow() {
    assertTrue(
        FailureTranslator.nanos(Duration.ofSeconds(Long.MAX_VALUE))
            > Duration.ofDays(9_999).toNanos());
  }
}
