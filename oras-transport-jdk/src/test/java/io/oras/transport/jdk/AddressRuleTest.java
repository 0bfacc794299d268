package io.oras.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.TransportException;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  private final List<InetAddress> judged = new CopyOnWriteArrayList<>();
  private final AddressRule admitting = judged::add;

  private static void refuse(InetAddress address) throws TransportException {
    throw new TransportException(
        TransportException.Kind.PERMANENT, address.getHostAddress() + " is refused", null);
  }

  private static HttpTransport transport(Resolver resolver, Map<String, String> variables) {
    TransportConfig config = config(variables);
    return new JdkTransport(
        config, new ManagedHttpClients(config, HttpClient.Version.HTTP_1_1, resolver));
  }

  private static TransportConfig config(Map<String, String> variables) {
    return new TransportConfig() {
      @Override
      public Duration connectTimeout() {
        return Duration.ofSeconds(10);
      }

      @Override
      public Environment environment() {
        return Environment.of(variables, Path.of("home"), "Linux");
      }
    };
  }

  private static String get(HttpTransport transport, String url, AddressRule rule)
      throws IOException {
    TransportRequest request =
        TransportRequest.builder()
            .method("GET")
            .uri(URI.create(url))
            .timeout(LoopServer.LIMIT)
            .addressRule(rule)
            .build();
    try (TransportResponse answer = transport.send(request)) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InetAddress[] loopback(String host) {
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  @Test
  void theAddressThatWasJudgedIsTheOneThatIsConnectedTo() throws Exception {
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("token"));
        HttpTransport transport = transport(AddressRuleTest::loopback, Map.of())) {
      String url = "http://auth.example:" + server.port() + "/token";
      assertEquals("token", get(transport, url, admitting));
      assertTrue(server.heads.get(0).contains("Host: auth.example:"), server.heads.get(0));
      assertEquals(InetAddress.getLoopbackAddress(), judged.get(0));
    }
  }

  @Test
  void anAddressThatIsRefusedGetsNoConnection() throws Exception {
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("token"));
        HttpTransport transport = transport(AddressRuleTest::loopback, Map.of())) {
      String url = "http://auth.example:" + server.port() + "/token";
      TransportException e =
          assertThrows(
              TransportException.class, () -> get(transport, url, AddressRuleTest::refuse));
      assertEquals(TransportException.Kind.PERMANENT, e.kind());
      assertEquals("127.0.0.1 is refused", e.getMessage());
      assertEquals(List.of(), server.sockets);
    }
  }

  @Test
  void aNameThatResolvesToSomethingElseLaterIsJudgedAgain() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    InetAddress elsewhere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
    Resolver rebinding =
        host -> lookUps.incrementAndGet() < 2 ? new InetAddress[] {elsewhere} : loopback(host);
    AddressRule rule =
        address -> {
          if (address.isLoopbackAddress()) {
            refuse(address);
          }
        };
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("token"));
        HttpTransport transport = transport(rebinding, Map.of())) {
      String url = "http://auth.example:" + server.port() + "/token";
      assertThrows(TransportException.class, () -> get(transport, url, rule));
      assertTrue(lookUps.get() >= 2, "looked up " + lookUps.get() + " times");
      assertEquals(List.of(), server.sockets);
    }
  }

  @Test
  void aConnectionToAnAddressThatTheNextRuleRefusesIsNotUsed() throws Exception {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    AtomicInteger lookUps = new AtomicInteger();
    Resolver moving =
        host -> lookUps.incrementAndGet() < 3 ? loopback(host) : new InetAddress[] {other};
    AddressRule rule =
        address -> {
          if (!address.equals(other)) {
            refuse(address);
          }
        };
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("token"));
        HttpTransport transport = transport(moving, Map.of())) {
      String url = "http://auth.example:" + server.port() + "/token";
      assertEquals("token", get(transport, url, admitting));
      assertThrows(TransportException.class, () -> get(transport, url, rule));
      assertEquals(1, server.heads.size());
      assertTrue(lookUps.get() >= 3, "looked up " + lookUps.get() + " times");
    }
  }

  @Test
  void oneRelayServesAllTokenServersOfHttpsRegistriesAndNobodyElse() throws Exception {
    TransportConfig config = config(Map.of());
    try (RouteSelector routes = new RouteSelector(config, AddressRuleTest::loopback);
        LoopServer server = new LoopServer(head -> LoopServer.ok("token"))) {
      String host = "localhost:" + server.port();
      URI url = URI.create("https://" + host + "/token");
      Proxy relay = routes.to(url, true).proxy();
      assertEquals(relay, routes.to(URI.create("https://other.example/token"), true).proxy());
      assertEquals("", connect(relay, host));
      AddressRules.Use use = routes.rules().apply(Origin.of(url), admitting);
      assertEquals("HTTP/1.1 200 Connected", connect(relay, host));
      assertEquals("", connect(relay, "localhost:1"));
      use.close();
      assertEquals("", connect(relay, host));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://auth.example", "http://my_auth.example", "https://auth.example"})
  void aRequestThatEndsDuringASlowLookUpReachesNoAddressThatItsRuleRefuses(String server)
      throws Exception {
    InetAddress elsewhere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
    AddressRule rule =
        address -> {
          if (address.isLoopbackAddress()) {
            refuse(address);
          }
        };
    assertEquals("", answerToARequestThatEndsDuringTheLookUp(server, elsewhere, rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://auth.example", "http://my_auth.example", "https://auth.example"})
  void aRequestThatHasEndedIsNotRelayed(String server) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    assertEquals("", answerToARequestThatEndsDuringTheLookUp(server, loopback, admitting));
  }

  private static String answerToARequestThatEndsDuringTheLookUp(
      String name, InetAddress first, AddressRule rule) throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    AtomicReference<AddressRules.Use> use = new AtomicReference<>();
    Resolver slow =
        host -> {
          if (lookUps.incrementAndGet() == 1) {
            return new InetAddress[] {first};
          }
          use.get().close();
          return loopback(host);
        };
    try (RouteSelector routes = new RouteSelector(config(Map.of()), slow);
        LoopServer server = new LoopServer(head -> LoopServer.ok("secret"))) {
      URI url = URI.create(name + ":" + server.port() + "/");
      Origin origin = Origin.of(url);
      use.set(routes.rules().apply(origin, rule));
      RouteSelector.Route route = routes.to(url, true);
      String head =
          origin.isSecure()
              ? "CONNECT " + origin.authority() + " HTTP/1.1\r\n\r\n"
              : "GET "
                  + route.url(url)
                  + " HTTP/1.1\r\nProxy-Authorization: "
                  + route.authorization().orElse("")
                  + "\r\n\r\n";
      String line = send(route.proxy(), head);
      assertEquals(2, lookUps.get());
      assertEquals(List.of(), server.heads);
      return line;
    }
  }

  private static String connect(Proxy relay, String host) throws IOException {
    return send(relay, "CONNECT " + host + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  /** Returns the first line of the response, empty if the relay only closes the connection. */
  private static String send(Proxy relay, String head) throws IOException {
    InetSocketAddress address = (InetSocketAddress) relay.address();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = in.readLine();
      return line == null ? "" : line;
    } catch (SocketException e) {
      return ""; // The relay has not read the request.
    }
  }

  @Test
  void whereAProxyResolvesTheNameNoAddressIsJudged() throws Exception {
    Resolver none =
        host -> {
          throw new AssertionError(host + " is looked up");
        };
    try (LoopServer proxy = new LoopServer(head -> LoopServer.ok("proxied"));
        HttpTransport transport =
            transport(none, Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port()))) {
      assertEquals("proxied", get(transport, "http://auth.example/token", AddressRuleTest::refuse));
    }
  }

  @Test
  void aClientOfTheCallersOwnIsJudgedTooAsFarAsItCanBe() throws Exception {
    HttpClient own = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    try (LoopServer server = new LoopServer(head -> LoopServer.ok("token"));
        HttpTransport transport =
            new JdkTransport(
                TransportConfig.DEFAULT, new CallerHttpClient(own, TransportConfig.DEFAULT))) {
      String url = "http://127.0.0.1:" + server.port() + "/token";
      assertThrows(TransportException.class, () -> get(transport, url, AddressRuleTest::refuse));
      assertEquals(List.of(), server.sockets);
    }
  }
}
