package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.TransportException;
import io.oras.api.error.TransportException.Kind;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TlsSettings;
import io.oras.tests.tool.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Tests of certificates of servers and clients. */
abstract class TransportTls extends TransportFailures {
  private static final TestCertificate AUTHORITY = TestCertificate.selfSigned();
  private static final TestCertificate LOCALHOST = AUTHORITY.issue("localhost", "127.0.0.1");
  private static final TestCertificate ELSEWHERE = AUTHORITY.issue("elsewhere.example");
  private static final TestCertificate UNDERSCORE = AUTHORITY.issue("my_registry");

  static final TlsSettings TRUSTING = TlsSettings.builder().authorityPem(AUTHORITY.pem()).build();

  private static final TlsSettings INSECURE = TlsSettings.builder().insecure(true).build();

  /** Returns a server of {@code localhost} with a certificate of an authority that is not known. */
  static WireServer secureServer(WireServer.Handler handler) throws IOException {
    return WireServer.secure(LOCALHOST, handler);
  }

  /** Returns the same with a certificate of {@code elsewhere.example}. */
  static WireServer secureElsewhere(WireServer.Handler handler) throws IOException {
    return WireServer.secure(ELSEWHERE, handler);
  }

  private static void ok(WireServer.Call call) throws IOException {
    call.reply(200, "safe");
  }

  String get(HttpTransport from, URI uri) throws IOException {
    return text(from.send(request("GET", uri, RequestBody.EMPTY)));
  }

  private void refused(HttpTransport from, WireServer server) {
    TransportException e = failure(Kind.PERMANENT, () -> get(from, server.uri("/?secret")));
    assertTrue(e.getMessage().contains("localhost:" + server.port()), e.getMessage());
    assertTrue(!e.getMessage().contains("secret"), e.getMessage());
    assertEquals(List.of(), server.calls);
  }

  @Test
  void authorityIsTrustedForItsServerAlone() throws Exception {
    assumeTrue(usesTlsSettings());
    try (WireServer own = secureServer(TransportTls::ok);
        WireServer other = secureServer(TransportTls::ok);
        HttpTransport from = create(new TestConfig().tls(own.uri("/"), TRUSTING))) {
      assertEquals("safe", get(from, own.uri("/")));
      refused(from, other);
    }
  }

  @Test
  void certificateOfAnotherHostNameIsNotTrusted() throws Exception {
    assumeTrue(usesTlsSettings());
    try (WireServer server = secureElsewhere(TransportTls::ok);
        HttpTransport from = create(new TestConfig().tls(server.uri("/"), TRUSTING))) {
      refused(from, server);
    }
  }

  @Test
  void certificateOfAHostWithAnUnderscoreIsVerified() throws Exception {
    assumeTrue(usesAddresses() && usesTlsSettings());
    URI named = URI.create("https://my_registry:5000/");
    URI other = URI.create("https://other_registry:5000/");
    try (WireServer server = WireServer.secure(UNDERSCORE, TransportTls::ok)) {
      TestConfig config = new TestConfig();
      for (URI uri : List.of(named, other)) {
        config.tls(uri, TRUSTING);
        config.address(
            uri.toString(), new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      }
      try (HttpTransport from = create(config)) {
        assertEquals("safe", get(from, named));
        failure(Kind.PERMANENT, () -> get(from, other));
        assertEquals(1, server.calls.size());
      }
    }
  }

  @Test
  void insecureSettingsTrustEveryCertificateAndNameOfTheirServerAlone() throws Exception {
    assumeTrue(usesTlsSettings());
    try (WireServer own = secureElsewhere(TransportTls::ok);
        WireServer other = secureElsewhere(TransportTls::ok);
        HttpTransport from = create(new TestConfig().tls(own.uri("/"), INSECURE))) {
      assertEquals("safe", get(from, own.uri("/")));
      refused(from, other);
    }
  }

  @Test
  void clientCertificateGoesToItsServerAlone() throws Exception {
    assumeTrue(usesTlsSettings());
    TestCertificate client = AUTHORITY.issue("client");
    try (WireServer own = secureServer(TransportTls::ok);
        WireServer other = secureServer(TransportTls::ok);
        HttpTransport from =
            create(
                new TestConfig()
                    .tls(
                        own.uri("/"),
                        TRUSTING.toBuilder()
                            .clientCertificatePem(client.pem(), client.keyPem())
                            .build())
                    .tls(other.uri("/"), TRUSTING))) {
      assertEquals("safe", get(from, own.uri("/")));
      assertEquals("safe", get(from, other.uri("/")));
      SSLSocket known = (SSLSocket) own.calls.get(0).socket();
      assertEquals(client.certificate(), known.getSession().getPeerCertificates()[0]);
      SSLSocket unknown = (SSLSocket) other.calls.get(0).socket();
      assertThrows(
          SSLPeerUnverifiedException.class, () -> unknown.getSession().getPeerCertificates());
    }
  }

  @Test
  void settingsThatCannotBeReadAreNamed() throws Exception {
    assumeTrue(usesTlsSettings());
    URI nowhere = URI.create("https://localhost:" + closedPort() + "/");
    TlsSettings settings = TlsSettings.builder().authority(folder.resolve("no-such.pem")).build();
    try (HttpTransport from = create(new TestConfig().tls(nowhere, settings))) {
      TransportException e = failure(Kind.PERMANENT, () -> get(from, nowhere));
      assertTrue(e.getMessage().contains("no-such.pem"), e.getMessage());
    }
  }

  @Test
  void bodiesGoBothWaysOverOneConnection() throws Exception {
    assumeTrue(usesTlsSettings());
    byte[] content = new byte[3_000_000];
    Path file = Files.write(folder.resolve("blob"), content);
    try (WireServer server =
            secureServer(
                call -> {
                  long size = call.drain();
                  if (call.target().equals("/large")) {
                    call.replyZeros(size);
                  } else {
                    call.reply(200, "" + size);
                  }
                });
        HttpTransport from = create(new TestConfig().tls(server.uri("/"), TRUSTING))) {
      for (RequestBody body :
          List.of(
              RequestBody.EMPTY,
              new RequestBody.Bytes(content),
              new RequestBody.FileRegion(file, 5, content.length - 10),
              new RequestBody.OneShot(new ByteArrayInputStream(content), content.length))) {
        assertEquals("" + body.length(), text(from.send(request("PUT", server.uri("/"), body))));
      }
      RequestBody unknown = new RequestBody.OneShot(new ByteArrayInputStream(content), -1);
      assertEquals("3000000", text(from.send(request("PUT", server.uri("/"), unknown))));
      try (var large =
          from.send(request("PUT", server.uri("/large"), new RequestBody.Bytes(content)))) {
        assertEquals(content.length, large.body().transferTo(OutputStream.nullOutputStream()));
      }
      assertTrue(!reusesConnections() || server.connections() == 1);
    }
  }

  @Test
  void handshakeThatStallsIsCut() throws Exception {
    assumeTrue(usesTlsSettings());
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        HttpTransport from =
            create(
                new TestConfig()
                    .connectTimeout(Duration.ofMillis(300))
                    .idleTimeout(Duration.ofMillis(300)))) {
      URI uri = URI.create("https://localhost:" + silent.getLocalPort() + "/");
      failure(Kind.TRANSIENT, () -> get(from, uri));
    }
  }

  /** Reads what comes first, answers with that text and closes, for each connection. */
  private static void answerAll(ServerSocket listener, String answer) {
    Thread thread =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                  int unused = socket.getInputStream().read(new byte[16 << 10]);
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // The client was faster, or the test is over.
                }
              }
            },
            "curt-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void serverWithoutTlsIsRecognised() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      answerAll(plain, "HTTP/1.1 400 Bad Request\r\n\r\n");
      failure(
          Kind.PERMANENT, () -> get(URI.create("https://localhost:" + plain.getLocalPort() + "/")));
    }
  }

  @Test
  void connectionThatEndsDuringTheHandshakeIsTransient() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      answerAll(closing, "");
      failure(
          Kind.TRANSIENT,
          () -> get(URI.create("https://localhost:" + closing.getLocalPort() + "/")));
    }
  }
}
