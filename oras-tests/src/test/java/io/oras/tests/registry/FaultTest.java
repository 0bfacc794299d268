package io.oras.tests.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final byte[] DATA = new byte[300_000];
  private static final Digest DIGEST = Digest.of(DATA);
  private static final String BLOB = "/v2/r/blobs/" + DIGEST;

  private InProcessRegistry registry;
  private Http http;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    registry.addBlob("r", DATA);
    http = new Http(registry);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void onlyTheNthRequestThatMatchesIsHit() throws Exception {
    registry.fault(Fault.on("GET", ".*/blobs/.*").nth(2).answer(503).header("Retry-After", "1"));
    assertEquals(200, http.send("HEAD", BLOB, "").statusCode());
    assertEquals(200, http.get(BLOB).statusCode());
    var second = http.get(BLOB);
    assertEquals(503, second.statusCode());
    assertEquals("1", second.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(200, http.get(BLOB).statusCode());
    assertEquals(
        List.of(200, 200, 503, 200),
        registry.requests().stream().map(LoggedRequest::status).toList());
  }

  @Test
  void theFirstRequestsAreHitUntilFaultsAreCleared() throws Exception {
    registry.fault(Fault.on("GET", "/v2/").first(2).answer(500, "text/plain", "broken"));
    assertEquals("broken", http.get("/v2/").body());
    assertEquals(500, http.get("/v2/").statusCode());
    assertEquals(200, http.get("/v2/").statusCode());
    registry.fault(Fault.on("GET", "/v2/").redirect(307, "http://" + registry.otherHost() + "/x"));
    assertEquals(307, http.get("/v2/").statusCode());
    registry.clearFaults();
    assertEquals(200, http.get("/v2/").statusCode());
  }

  @Test
  void anAnswerIsLostAfterTheRequestTookEffect() throws Exception {
    registry.fault(Fault.on("PUT", ".*").nth(1).status(502));
    Digest digest = Digest.of("x".getBytes(StandardCharsets.UTF_8));
    String put = http.begin("r") + "&digest=" + digest;
    assertEquals(502, http.send("PUT", put, "x", "Content-Type", Http.OCTETS).statusCode());
    assertTrue(registry.blob("r", digest).isPresent());

    registry.fault(Fault.on("DELETE", ".*").nth(1).noAnswer());
    assertThrows(IOException.class, () -> http.send("DELETE", BLOB, ""));
    assertTrue(registry.blob("r", DIGEST).isEmpty());
    assertEquals(0, registry.requests().get(2).status());
  }

  @Test
  void aRequestIsCutAndTheUploadKeepsWhatCame() throws Exception {
    registry.fault(Fault.on("PATCH", ".*").nth(1).cutRequest(100));
    String upload = http.begin("r");
    String body = "x".repeat(100_000);
    assertThrows(
        IOException.class, () -> http.send("PATCH", upload, body, "Content-Type", Http.OCTETS));
    var status = http.get(upload);
    assertEquals("0-99", status.headers().firstValue("Range").orElseThrow());
    assertEquals(100, registry.requests().get(1).bodyLength());
  }

  @Test
  void aResponseIsCutAfterSomeBytes() throws Exception {
    registry.fault(Fault.on("GET", ".*/blobs/.*").nth(1).cutResponse(1000));
    // An HTTP client may drop what it holds when the connection ends, so the test reads the socket.
    try (Socket socket = connect()) {
      String request = "GET " + BLOB + " HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String response =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(response.toLowerCase(Locale.ROOT).contains("content-length: " + DATA.length));
      assertEquals(1000, response.length() - response.indexOf("\r\n\r\n") - 4);
    }
    assertArrayEquals(DATA, stream().readAllBytes());
  }

  @Test
  void aResponseStallsUntilTheGateOpens() throws Exception {
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("GET", ".*/blobs/.*").stall(1000, gate));
    try (InputStream in = stream()) {
      assertEquals(1000, in.readNBytes(1000).length);
      gate.awaitRequest(SafetyLimit.DURATION);
      assertEquals(0, in.available());
      gate.open();
      assertEquals(DATA.length - 1000, in.readAllBytes().length);
    }
  }

  @Test
  void aRequestIsHeldUntilTheGateOpens() throws Exception {
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("GET", "/v2/").nth(1).hold(gate));
    var answer = CompletableFuture.supplyAsync(() -> status("/v2/"));
    gate.awaitRequest(SafetyLimit.DURATION);
    assertFalse(answer.isDone());
    assertEquals(List.of(), registry.requests());
    gate.open();
    assertEquals(200, answer.get());
  }

  @Test
  void aByteIsWrongThoughHeadersAreRight() throws Exception {
    registry.fault(Fault.on("GET", ".*/blobs/.*").nth(1).corrupt());
    byte[] wrong = stream().readAllBytes();
    assertEquals(DATA.length, wrong.length);
    assertNotEquals(DIGEST, Digest.of(wrong));
    assertEquals(1, IntStream.range(0, wrong.length).filter(i -> wrong[i] != DATA[i]).count());
  }

  @Test
  void headersLieOrAreMissing() throws Exception {
    registry.fault(
        Fault.on("HEAD", ".*")
            .nth(1)
            .header("Docker-Content-Digest", "sha256:lie")
            .unknownLength());
    var head = http.send("HEAD", BLOB, "");
    assertEquals("sha256:lie", head.headers().firstValue("Docker-Content-Digest").orElseThrow());
    assertTrue(head.headers().firstValue("Content-Length").isEmpty());

    registry.fault(Fault.on("GET", ".*").withoutHeader("Docker-Content-Digest").unknownLength());
    var get = http.get(BLOB);
    assertTrue(get.headers().firstValue("Docker-Content-Digest").isEmpty());
    assertTrue(get.headers().firstValue("Content-Length").isEmpty());
    assertEquals(DATA.length, get.body().length());
  }

  @Test
  void aConnectionThatTheClientBreaksLeavesTheUploadWithWhatCame() throws Exception {
    String upload = http.begin("r");
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      String head =
          "PATCH %s HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nContent-Type: %s\r\n\r\n"
              .formatted(upload, Http.OCTETS);
      out.write((head + "hel").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.shutdownOutput();
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals(0, registry.requests().get(1).status());
    assertEquals("0-2", http.get(upload).headers().firstValue("Range").orElseThrow());
  }

  @Test
  void closingEndsWhatStandsAtAGateAndLeavesNoThread() throws Exception {
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("GET", "/v2/").hold(gate));
    var answer = CompletableFuture.supplyAsync(() -> status("/v2/"));
    gate.awaitRequest(SafetyLimit.DURATION);
    registry.close();
    assertEquals(-1, answer.get());
    while (!threads(registry.threadName()).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name::equals)
        .toList();
  }

  /** The status, or -1 when there was no answer. */
  private int status(String path) {
    try {
      return http.get(path).statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Socket connect() throws IOException {
    String[] host = registry.host().split(":", 2);
    return new Socket(host[0], Integer.parseInt(host[1]));
  }

  private InputStream stream() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(registry.uri(BLOB)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
  }
}
