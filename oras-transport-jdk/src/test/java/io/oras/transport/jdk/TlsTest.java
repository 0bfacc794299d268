package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;

class TlsTest {
  private static final TlsSettings INSECURE = TlsSettings.builder().insecure(true).build();

  private static TlsSettings trusting(String... names) throws Exception {
    return TlsSettings.builder().authority(TestTls.file(names[0])).build();
  }

  private static String get(HttpTransport transport, String url) throws IOException {
    try (TransportResponse answer =
        transport.send(
            TransportRequest.builder()
                .method("GET")
                .uri(URI.create(url))
                .timeout(LoopServer.LIMIT)
                .build())) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpTransport transport(Map<Origin, TlsSettings> settings) {
    return new JdkTransportProvider().create(config(settings));
  }

  private static TransportConfig config(Map<Origin, TlsSettings> settings) {
    return new TransportConfig() {
      @Override
      public TlsSettings tls(Origin origin) {
        return settings.getOrDefault(origin, TlsSettings.defaults());
      }
    };
  }

  private static Origin origin(LoopServer server) {
    return new Origin("https", "localhost", server.port());
  }

  private static LoopServer server(String name) throws Exception {
    return new LoopServer(TestTls.listen(name), head -> LoopServer.ok("safe"));
  }

  private static TransportException refused(HttpTransport transport, LoopServer server) {
    TransportException e =
        assertThrows(TransportException.class, () -> get(transport, origin(server) + "/?secret"));
    assertEquals(TransportException.Kind.PERMANENT, e.kind(), e.getMessage());
    assertTrue(e.getMessage().contains("localhost:" + server.port()), e.getMessage());
    assertTrue(server.heads.isEmpty());
    return e;
  }

  @Test
  void authorityOfAFileIsTrustedForItsServerAlone() throws Exception {
    try (LoopServer mine = server("server");
        LoopServer other = server("server");
        HttpTransport transport = transport(Map.of(origin(mine), trusting("ca.pem")))) {
      assertEquals("safe", get(transport, origin(mine) + "/"));
      TransportException e = refused(transport, other);
      assertTrue(e.getMessage().contains("is not trusted"), e.getMessage());
    }
  }

  @Test
  void serverThatOffersHttp2AndWouldFloodTheClientIsAskedByHttp1() throws Exception {
    String emptySettings = "\0\0\0\4\0\0\0\0\0";
    SSLServerSocket modern = TestTls.listen("server");
    SSLParameters parameters = modern.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    modern.setSSLParameters(parameters);
    try (LoopServer server =
            new LoopServer(
                modern,
                head ->
                    head.startsWith("PRI ")
                        ? emptySettings.repeat(10_000)
                        : LoopServer.ok("safe"));
        HttpTransport transport = transport(Map.of(origin(server), trusting("ca.pem")))) {
      assertEquals("safe", get(transport, origin(server) + "/"));
    }
  }

  @Test
  void expiredCertificateIsNotTrustedThoughItIsItsOwnAuthority() throws Exception {
    try (LoopServer server = server("expired");
        HttpTransport transport = transport(Map.of(origin(server), trusting("expired.pem")))) {
      refused(transport, server);
    }
  }

  @Test
  void certificateIsVerifiedAgainWithinTenMinutesThoughSessionsAreResumed() throws Exception {
    assertEquals(600, trusting("ca.pem").context().getClientSessionContext().getSessionTimeout());
  }

  @Test
  void certificateOfAnotherNameIsNotTrusted() throws Exception {
    try (LoopServer server = server("elsewhere");
        HttpTransport transport = transport(Map.of(origin(server), trusting("ca.pem")))) {
      refused(transport, server);
    }
  }

  @Test
  void insecureTrustsEveryCertificateAndNameOfItsServerAlone() throws Exception {
    try (LoopServer mine = server("elsewhere");
        LoopServer other = server("elsewhere");
        HttpTransport transport = transport(Map.of(origin(mine), INSECURE))) {
      assertEquals("safe", get(transport, origin(mine) + "/"));
      refused(transport, other);
    }
  }

  @Test
  void clientCertificateGoesToItsServerAlone() throws Exception {
    SSLServerSocket wanting = TestTls.listen("server");
    wanting.setNeedClientAuth(true);
    SSLServerSocket curious = TestTls.listen("server");
    curious.setWantClientAuth(true);
    Path certificate = TestTls.file("client.pem");
    try (LoopServer mine = new LoopServer(wanting, head -> LoopServer.ok("known"));
        LoopServer other = new LoopServer(curious, head -> LoopServer.ok("other server"))) {
      for (String key : List.of("client.key", "client-pkcs8.key")) {
        TlsSettings identity =
            TlsSettings.builder()
                .authority(TestTls.file("ca.pem"))
                .clientCertificate(certificate, TestTls.file(key))
                .build();
        try (HttpTransport transport =
            transport(Map.of(origin(mine), identity, origin(other), trusting("ca.pem")))) {
          assertEquals("known", get(transport, origin(mine) + "/"));
          assertEquals("other server", get(transport, origin(other) + "/"));
        }
      }
      for (var socket : other.sockets) {
        var session = ((javax.net.ssl.SSLSocket) socket).getSession();
        assertThrows(javax.net.ssl.SSLPeerUnverifiedException.class, session::getPeerCertificates);
      }
    }
  }

  @Test
  void certificatesAndKeysMayBeTexts() throws Exception {
    SSLServerSocket wanting = TestTls.listen("server");
    wanting.setNeedClientAuth(true);
    TlsSettings texts =
        TlsSettings.builder()
            .authorityPem(Files.readString(TestTls.file("ca.pem")))
            .clientCertificatePem(
                Files.readString(TestTls.file("client.pem")),
                Files.readString(TestTls.file("client.key")))
            .build();
    try (LoopServer server = new LoopServer(wanting, head -> LoopServer.ok("known"));
        HttpTransport transport = transport(Map.of(origin(server), texts))) {
      assertEquals("known", get(transport, origin(server) + "/"));
    }
    assertFalse(texts.toString().contains("KEY"), texts.toString());
    assertEquals(texts, texts.toBuilder().build());
    assertNotEquals(texts, texts.withoutClientCertificate());
    assertTrue(texts.withoutClientCertificate().key().isEmpty());
  }

  /** A server that reads a little of what comes, answers with that text and hangs up. */
  private static ServerSocket curt(String answer) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                  socket.getInputStream().read(new byte[16 << 10]);
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // The test is over, or the client was faster.
                }
              }
            },
            "curt-server");
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  private static TransportException refusedBy(ServerSocket listener) throws IOException {
    try (HttpTransport transport = transport(Map.of())) {
      return assertThrows(
          TransportException.class,
          () -> get(transport, "https://localhost:" + listener.getLocalPort() + "/"));
    }
  }

  @Test
  void plainHttpServerIsRecognised() throws Exception {
    try (ServerSocket plain = curt("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      TransportException e = refusedBy(plain);
      assertEquals(
          "localhost:" + plain.getLocalPort() + " does not speak TLS; is it a plain http registry?",
          e.getMessage());
      assertEquals(TransportException.Kind.PERMANENT, e.kind());
    }
  }

  @Test
  void connectionThatEndsDuringTheHandshakeMayBeTriedAgain() throws Exception {
    try (ServerSocket silent = curt("")) {
      TransportException e = refusedBy(silent);
      assertTrue(e.getMessage().contains("localhost:" + silent.getLocalPort()), e.getMessage());
      assertEquals(TransportException.Kind.TRANSIENT, e.kind(), e.getMessage());
    }
  }

  @Test
  void handshakeWithoutACommonCipherIsNotTriedAgain() throws Exception {
    SSLServerSocket strange = TestTls.listen("server");
    strange.setEnabledProtocols(new String[] {"TLSv1.2"});
    strange.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
    try (LoopServer server = new LoopServer(strange, head -> LoopServer.ok("safe"));
        HttpTransport transport = transport(Map.of(origin(server), trusting("ca.pem")))) {
      TransportException e = refused(transport, server);
      assertTrue(e.getMessage().contains("handshake_failure"), e.getMessage());
    }
  }

  @Test
  void fileThatIsNotThereIsNamed() throws Exception {
    Origin origin = new Origin("https", "localhost", 1);
    TlsSettings settings = TlsSettings.builder().authority(Path.of("no-such.pem")).build();
    try (HttpTransport transport = transport(Map.of(origin, settings))) {
      TransportException e =
          assertThrows(TransportException.class, () -> get(transport, origin + "/"));
      assertEquals(TransportException.Kind.PERMANENT, e.kind());
      assertTrue(e.getMessage().contains("no-such.pem"), e.getMessage());
    }
  }

  @Test
  void addressIsUsedInsteadOfTheNameAndTlsKeepsTheName() throws Exception {
    try (LoopServer plain = new LoopServer(head -> LoopServer.ok("plain"));
        LoopServer tls = server("elsewhere")) {
      Origin http = new Origin("http", "elsewhere.example", -1);
      Origin https = new Origin("https", "elsewhere.example", -1);
      TransportConfig config =
          new TransportConfig() {
            @Override
            public Optional<InetSocketAddress> address(Origin origin) {
              int port = origin.equals(http) ? plain.port() : tls.port();
              return Optional.of(InetSocketAddress.createUnresolved("localhost", port));
            }

            @Override
            public TlsSettings tls(Origin origin) {
              try {
                return trusting("ca.pem");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }
          };
      try (HttpTransport transport = new JdkTransportProvider().create(config)) {
        for (int i = 0; i < 2; i++) {
          assertEquals("plain", get(transport, http + "/a?b=%2F"));
          assertEquals("safe", get(transport, https + "/"));
        }
        assertTrue(plain.heads.get(0).contains("\nHost: elsewhere.example\n"), plain.heads.get(0));
        assertEquals(1, plain.sockets.size());
        assertEquals(1, tls.sockets.size());
      }
      // The relays end with the transport.
      plain.awaitClientGone();
      tls.awaitClientGone();
    }
  }
}
