package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.TransportException;
import io.oras.api.model.Descriptor;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.core.Oras;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryBuilder;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list or a token whose answer breaks off in its body is asked for again. */
class CutAnswersTest {
  private static final String USER = "bob";
  private static final String SECRET = "canary-2f81";

  private final FakeTime time = new FakeTime();
  private InProcessRegistry registry;
  private Oras oras;

  @BeforeEach
  void start() throws IOException {
    start(InProcessRegistry.builder().pageSize(2));
  }

  @AfterEach
  void close() throws IOException {
    oras.close();
    registry.close();
  }

  private void start(RegistryBuilder builder) throws IOException {
    registry = builder.start();
    oras = Bench.builder(time).credential(registry.host(), Credential.basic(USER, SECRET)).build();
  }

  private String name(String rest) {
    return registry.host() + "/" + rest;
  }

  private long asked(String path) {
    return registry.requests().stream().filter(r -> r.path().matches(path)).count();
  }

  @Test
  void everyPageOfTagsMayBreakOff() throws IOException {
    List<String> tags = List.of("a", "b", "c", "d", "e");
    oras.push(name("demo:a"), Bench.artifact());
    oras.open(name("demo")).tag("a", tags.toArray(String[]::new));
    for (int page = 1; page <= 3; page++) {
      registry.fault(Fault.on("GET", ".*/tags/list").nth(page).cutResponse(10));
      assertEquals(tags, oras.tags(name("demo")));
      registry.clearFaults();
    }
    assertEquals(3 * 3 + 3, asked(".*/tags/list"));
  }

  @Test
  void theCatalogueMayBreakOff() throws IOException {
    List<String> repositories = List.of("a", "b", "c");
    repositories.forEach(repository -> registry.addBlob(repository, Bench.SMALL));
    registry.fault(Fault.on("GET", ".*/_catalog").first(3).cutResponse(5));
    assertEquals(repositories, oras.registry(registry.host()).repositories());
  }

  @Test
  void theListOfReferrersMayBreakOff() throws IOException {
    oras.push(name("demo:v1"), Bench.artifact());
    Descriptor referrer = oras.attach(name("demo:v1"), Bench.artifact()).manifest().descriptor();
    registry.fault(Fault.on("GET", ".*/referrers/.*").nth(1).cutResponse(30));
    assertEquals(
        List.of(referrer.digest()),
        oras.discover(name("demo:v1")).flatten().stream().map(Descriptor::digest).toList());
  }

  @Test
  void aListThatAlwaysBreaksOffIsAnErrorAfterSixTries() {
    registry.addBlob("demo", Bench.SMALL);
    registry.fault(Fault.on("GET", ".*/_catalog").cutResponse(5));
    assertThrows(TransportException.class, () -> oras.registry(registry.host()).repositories());
    assertEquals(6, asked(".*/_catalog"));
  }

  @Test
  void aLaterPageThatAlwaysBreaksOffIsAnErrorToo() throws IOException {
    List.of("a", "b", "c").forEach(repository -> registry.addBlob(repository, Bench.SMALL));
    registry.fault(Fault.on("GET", ".*/_catalog").query(".*last=.*").cutResponse(5));
    assertThrows(TransportException.class, () -> oras.registry(registry.host()).repositories());
    assertEquals(1 + 6, asked(".*/_catalog"));
  }

  @Test
  void aTokenMayBreakOffBeforeARequestThatIsSentOnlyOnce() throws IOException {
    startWithTokens();
    registry.fault(Fault.on("GET", "/token").first(2).cutResponse(10));
    assertEquals(202, beginUpload());
    assertEquals(3, asked("/token"));
    assertEquals(2, asked(".*/uploads/"), "one for the challenge, one with the token");
  }

  @Test
  void aTokenThatAlwaysBreaksOffIsAskedForSixTimesAndNotMore() throws IOException {
    startWithTokens();
    registry.fault(Fault.on("GET", "/token").cutResponse(10));
    assertThrows(TransportException.class, () -> oras.resolve(name("demo:v1")));
    assertEquals(6, asked("/token"));
  }

  private void startWithTokens() throws IOException {
    close();
    start(InProcessRegistry.builder().auth(Auth.token(USER, SECRET)));
  }

  private int beginUpload() throws IOException {
    TransportRequest request =
        TransportRequest.builder()
            .method("POST")
            .uri(registry.uri("/v2/demo/blobs/uploads/"))
            .timeout(SafetyLimit.DURATION)
            .build();
    try (TransportResponse answer =
        oras.registry(registry.host()).send(request, "repository:demo:pull,push")) {
      return answer.status();
    }
  }
}
