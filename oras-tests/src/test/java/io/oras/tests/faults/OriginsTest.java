package io.oras.tests.faults;

import static io.oras.tests.faults.Bench.BIG_BLOB;
import static io.oras.tests.faults.Bench.BIG_DIGEST;
import static io.oras.tests.faults.Bench.MANIFEST;
import static io.oras.tests.faults.Bench.UPLOADS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.oras.api.error.AuthenticationException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.TlsSettings;
import io.oras.api.transport.TransportRequest;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.RetryPolicy;
import io.oras.tests.faults.Bench.Operation;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.LoggedRequest;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is meant for a registry goes to its origin, and nowhere else. */
class OriginsTest {
  private static final String USER = "origin-user";
  private static final String PASSWORD = "origin-password-4711";
  private static final String HEADER = "X-Origin-Secret";
  private static final RegistrySettings SETTINGS =
      RegistrySettings.builder().headers(Headers.of(HEADER, "origin-header-4711")).build();

  @TempDir Path temp;
  private Bench bench;
  private InProcessRegistry otherServer;

  @BeforeEach
  void start() throws IOException {
    bench =
        new Bench(
            temp.resolve("out"),
            new FakeTime(),
            InProcessRegistry.builder().auth(Auth.basic(USER, PASSWORD)).start());
    otherServer = InProcessRegistry.start();
    Bench.fill(otherServer, Bench.SOURCE);
  }

  @AfterEach
  void close() {
    otherServer.close();
    bench.close();
  }

  private OrasBuilder builder(Bench of, RegistrySettings settings) {
    return of.builder()
        .credential(of.registry.host(), Credential.basic(USER, PASSWORD))
        .registryDefaults(settings)
        .registry(of.registry.host(), settings);
  }

  private void run(Operation operation) throws IOException {
    try (Oras oras = builder(bench, SETTINGS).build()) {
      bench.run(operation, oras);
    }
  }

  private String elsewhere(String path) {
    return "http://" + otherServer.otherHost() + path;
  }

  private void assertNothingSecretWentTo(InProcessRegistry other) {
    for (LoggedRequest request : other.requests()) {
      for (String name : List.of("Authorization", "Cookie", "Proxy-Authorization", HEADER)) {
        assertEquals(List.of(), request.headers().all(name), name + " of " + request);
      }
    }
  }

  private void assertAskedNothing(InProcessRegistry other) {
    assertEquals(List.of(), other.requests());
  }

  @Test
  void aBlobBehindARedirectIsPulledWithoutSecrets() throws IOException {
    String blob = "/v2/source/blobs/" + BIG_DIGEST;
    bench.registry.fault(Fault.on("GET", BIG_BLOB).redirect(307, elsewhere(blob + "?signed=1")));
    run(Operation.PULL);
    assertEquals(List.of(), bench.missing(Operation.PULL));
    assertEquals(1, otherServer.requests().size());
    assertNothingSecretWentTo(otherServer);
    assertTrue(
        bench.registry.requests().stream().anyMatch(r -> r.header(HEADER).isPresent()),
        "the registry itself gets the caller's header");
  }

  @Test
  void aRedirectBackHomeDoesNotBringTheSecretsBack() throws IOException {
    String blob = "/v2/source/blobs/" + BIG_DIGEST;
    bench.registry.fault(Fault.on("GET", BIG_BLOB).nth(1).redirect(307, elsewhere(blob)));
    otherServer.fault(
        Fault.on("GET", BIG_BLOB).redirect(307, bench.registry.uri(blob + "?back").toString()));
    assertThrows(AuthenticationException.class, () -> run(Operation.PULL));
    assertEquals(
        List.of(Optional.empty()),
        bench.registry.requests().stream()
            .filter(request -> request.query().equals("back"))
            .map(request -> request.header("Authorization").or(() -> request.header(HEADER)))
            .toList());
    assertNothingSecretWentTo(otherServer);
  }

  @Test
  void aChallengeFromBehindARedirectIsNotAnswered() throws IOException {
    // A place on the registry's own host would pass for its token service.
    String challenge = "Bearer realm=\"" + otherServer.uri("/token") + "\"";
    otherServer.fault(Fault.on("GET", BIG_BLOB).answer(401).header("WWW-Authenticate", challenge));
    bench.registry.fault(
        Fault.on("GET", BIG_BLOB).redirect(307, elsewhere("/v2/source/blobs/" + BIG_DIGEST)));
    assertThrows(AuthenticationException.class, () -> run(Operation.PULL));
    assertEquals(1, otherServer.requests().size());
    assertNothingSecretWentTo(otherServer);
  }

  @Test
  void anUploadLocationOnAnotherHostIsAnErrorThatSaysSo() {
    bench.registry.fault(
        Fault.on("POST", UPLOADS).header("Location", elsewhere("/v2/target/blobs/uploads/1")));
    RegistryException e = assertThrows(RegistryException.class, () -> run(Operation.PUSH));
    assertTrue(e.getMessage().contains("another host"), e.getMessage());
    assertAskedNothing(otherServer);
  }

  @Test
  void anUploadThatIsRedirectedToAnotherHostIsAnErrorThatSaysSo() {
    bench.registry.fault(
        Fault.on("POST", UPLOADS).redirect(307, elsewhere("/v2/target/blobs/uploads/")));
    OrasException e = assertThrows(OrasException.class, () -> run(Operation.PUSH));
    assertTrue(e.getMessage().contains("another host"), e.getMessage());
    assertAskedNothing(otherServer);
  }

  @Test
  void anUploadLocationOnAnotherHostGetsNoSecretsWhereItIsAllowed() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(otherServer.uri("/v2/target/blobs/uploads/"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    String session =
        HttpClient.newHttpClient()
            .send(post, HttpResponse.BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    otherServer.clear();
    bench.registry.fault(Fault.on("POST", UPLOADS).nth(2).header("Location", elsewhere(session)));
    try (Oras oras =
        builder(bench, SETTINGS.toBuilder().uploadsToOtherHosts(true).build()).build()) {
      bench.run(Operation.PUSH, oras);
    }
    assertEquals(List.of(), bench.missing(Operation.PUSH));
    assertEquals(
        List.of("PUT"), otherServer.requests().stream().map(LoggedRequest::method).toList());
    assertNothingSecretWentTo(otherServer);
  }

  @Test
  void aTokenServiceInsideTheNetworkGetsNoPassword() {
    bench.registry.fault(
        Fault.on("GET", MANIFEST)
            .answer(401)
            .header("WWW-Authenticate", "Bearer realm=\"" + elsewhere("/token") + "\""));
    assertThrows(AuthenticationException.class, () -> run(Operation.PULL));
    assertAskedNothing(otherServer);
  }

  @Test
  void aRedirectOfTheTokenServiceObeysTheSameRule() throws IOException {
    try (Bench guarded = guarded(Auth.token(USER, PASSWORD));
        Oras oras = builder(guarded, SETTINGS).build()) {
      guarded.registry.fault(Fault.on("GET", "/token").redirect(307, elsewhere("/token")));
      assertThrows(OrasException.class, () -> guarded.run(Operation.PULL, oras));
      assertAskedNothing(otherServer);
    }
  }

  private Bench guarded(Auth auth) throws IOException {
    return new Bench(
        temp.resolve("guarded"), new FakeTime(), InProcessRegistry.builder().auth(auth).start());
  }

  /** It asks again when a token has ended before its time, in the middle of a push. */
  @Test
  void tokensAndHeadersAreNotForTheTokenServiceAndPasswordsNotForTheRegistry() throws IOException {
    FakeTime time = new FakeTime();
    Auth auth =
        Auth.token(USER, PASSWORD)
            .clock(time)
            .lifetime(Duration.ofSeconds(30))
            .lifetimeInResponse(false);
    try (Bench guarded =
            new Bench(
                temp.resolve("guarded"), time, InProcessRegistry.builder().auth(auth).start());
        Oras oras = builder(guarded, SETTINGS).build()) {
      guarded.registry.fault(
          Fault.on("POST", UPLOADS).nth(2).answer(429).header("Retry-After", "40"));
      guarded.run(Operation.PUSH, oras);
      assertEquals(List.of(), guarded.missing(Operation.PUSH));
      List<LoggedRequest> asked = guarded.registry.requests();
      assertEquals(2, asked.stream().filter(r -> r.path().equals("/token")).count());
      for (LoggedRequest request : asked) {
        String authorization = request.header("Authorization").orElse("");
        boolean token = request.path().equals("/token");
        assertTrue(
            authorization.isEmpty() || authorization.startsWith(token ? "Basic " : "Bearer "),
            request::toString);
        assertEquals(!token, request.header(HEADER).isPresent(), request::toString);
      }
    }
  }

  @Test
  void aLinkToAnotherHostIsNotFollowed() throws IOException {
    bench.registry.fault(
        Fault.on("GET", ".*/tags/list")
            .header("Link", "<" + elsewhere("/v2/source/tags/list?last=a") + ">; rel=\"next\""));
    try (Oras oras = builder(bench, SETTINGS).build()) {
      RegistryException e =
          assertThrows(
              RegistryException.class,
              () -> {
                oras.tags(bench.registry.host() + "/source");
              });
      assertTrue(e.getMessage().contains(otherServer.otherHost()), e.getMessage());
    }
    assertAskedNothing(otherServer);
  }

  @Test
  void aRegistryThatIsNotOnLoopbackIsNotAskedInPlainText() throws IOException {
    int port = Integer.parseInt(otherServer.host().substring("127.0.0.1:".length()));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    try (Oras oras =
        bench.builder().retry(RetryPolicy.none()).transport(new ShortTimeouts(address)).build()) {
      assertThrows(TransportException.class, () -> oras.fetch("registry.example/source:v1"));
    }
    assertAskedNothing(otherServer);
  }

  @Test
  void aRedirectFromHttpsToHttpIsNotFollowed() throws IOException {
    WireMockServer secure =
        new WireMockServer(WireMockConfiguration.options().httpDisabled(true).dynamicHttpsPort());
    secure.start();
    String name = "localhost:" + secure.httpsPort();
    RegistrySettings insecure =
        RegistrySettings.builder()
            .plainHttp(false)
            .tls(TlsSettings.builder().insecure(true).build())
            .build();
    try (Oras oras = bench.builder().registry(name, insecure).build()) {
      secure.stubFor(
          WireMock.any(WireMock.anyUrl())
              .willReturn(WireMock.temporaryRedirect(elsewhere("/v2/source/manifests/v1"))));
      TransportException e =
          assertThrows(TransportException.class, () -> oras.fetch(name + "/source:v1"));
      assertTrue(e.getMessage().contains("encrypted"), e.getMessage());
    } finally {
      secure.stop();
    }
    assertAskedNothing(otherServer);
  }

  @Test
  void aClientCertificateStaysWithItsRegistry() throws Exception {
    TlsSettings mine =
        TlsSettings.builder()
            .clientCertificate(TlsPlace.file("client.pem"), TlsPlace.file("client.key"))
            .insecure(true)
            .build();
    RegistrySettings known = RegistrySettings.builder().plainHttp(false).tls(mine).build();
    try (TlsPlace other = new TlsPlace(200, "");
        TlsPlace home = new TlsPlace(307, other.url("/v2/source/manifests/v1"));
        Oras oras = bench.builder().registryDefaults(known).registry(home.name(), known).build()) {
      assertThrows(OrasException.class, () -> oras.fetch(home.name() + "/source:v1"));
      assertEquals(Set.of("CN=client"), home.clients());
      assertEquals(Set.of("nobody"), other.clients());
    }
  }

  @Test
  void aClientCertificateOfTheMachineIsForRegistriesThatWereAskedFor(@TempDir Path folders)
      throws Exception {
    RegistrySettings known =
        RegistrySettings.builder()
            .plainHttp(false)
            .tls(TlsSettings.builder().insecure(true).build())
            .build();
    try (TlsPlace other = new TlsPlace(200, "");
        TlsPlace home = new TlsPlace(307, other.url("/v2/source/manifests/v1"))) {
      for (TlsPlace place : List.of(home, other)) {
        Path folder = Files.createDirectory(folders.resolve(place.name()));
        Files.copy(TlsPlace.file("client.pem"), folder.resolve("client.cert"));
        Files.copy(TlsPlace.file("client.key"), folder.resolve("client.key"));
      }
      try (Oras oras =
          bench.builder().registryDefaults(known).certificateFolders(folders).build()) {
        assertThrows(OrasException.class, () -> oras.fetch(home.name() + "/source:v1"));
        assertEquals(Set.of("CN=client"), home.clients());
        assertEquals(Set.of("nobody"), other.clients());

        TransportRequest asked =
            TransportRequest.builder()
                .method("GET")
                .uri(URI.create(other.url("/v2/")))
                .timeout(SafetyLimit.DURATION)
                .build();
        oras.registry(other.name()).send(asked).close();
        assertEquals(Set.of("nobody", "CN=client"), other.clients());
      }
    }
  }
}
