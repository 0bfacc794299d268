package io.oras.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.ClientClosedException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.event.TransferListener;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.Oras;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a pull or a push that does not go well. */
class MishapsTest {
  private static final byte[] CONTENT = new byte[3 << 20];

  @TempDir Path out;
  private InProcessRegistry registry;
  private String name;

  @BeforeEach
  void pushed() throws IOException {
    registry = InProcessRegistry.start();
    name = registry.host() + "/demo:v1";
    try (Oras oras = oras()) {
      oras.push(name, Artifact.of(Layer.ofBytes(CONTENT).withTitle("folder/file.bin")));
    }
    registry.clear();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static Oras oras() {
    return Oras.builder()
        .installedCredentials(InstalledCredentials.none())
        .testing(t -> t.sleeper(duration -> {}))
        .build();
  }

  @Test
  void wrongBytesEndThePullWithTheDigestInTheMessageAndNoFile() throws IOException {
    registry.fault(Fault.on("GET", ".*/blobs/.*").corrupt());
    try (Oras oras = oras()) {
      ContentVerificationException wrong =
          assertThrows(ContentVerificationException.class, () -> oras.pull(name, out));

      assertTrue(wrong.getMessage().contains(Digest.of(CONTENT).toString()), wrong.getMessage());
    }
    assertEquals(List.of(), Folders.files(out));
  }

  @Test
  void aWrongManifestEndsThePullBeforeABlobIsAskedFor() throws IOException {
    Digest digest = registry.tag("demo", "v1").orElseThrow();
    registry.fault(Fault.on("GET", ".*/manifests/.*").corrupt());
    try (Oras oras = oras()) {
      ContentVerificationException wrong =
          assertThrows(ContentVerificationException.class, () -> oras.pull(name, out));

      assertTrue(wrong.getMessage().contains(digest.toString()), wrong.getMessage());
    }
    assertEquals(
        List.of(), registry.requests().stream().filter(r -> r.path().contains("/blobs/")).toList());
  }

  @Test
  void temporaryFailuresOfARegistryAreRetried() throws IOException {
    registry.fault(Fault.on("GET", ".*/manifests/.*").nth(1).answer(503));
    registry.fault(Fault.on("GET", ".*/blobs/.*").nth(1).answer(503));
    try (Oras oras = oras()) {
      oras.pull(name, out);
    }
    assertEquals(List.of(out.resolve("folder/file.bin")), Folders.files(out));
    assertEquals(4, registry.requests().size(), registry.requests()::toString);
  }

  @Test
  void aPushIsSentAgainWholeAfterA503() throws IOException {
    registry.fault(Fault.on("PUT", ".*/blobs/uploads/.*").nth(1).answer(503));
    registry.fault(Fault.on("PUT", ".*/manifests/.*").nth(1).answer(503));
    byte[] other = new byte[1_000_000];
    other[1] = 1;
    try (Oras oras = oras()) {
      oras.push(name, Artifact.of(Layer.ofBytes(other).withTitle("other.bin")));
      oras.pull(name, out);
    }
    assertEquals(List.of(out.resolve("other.bin")), Folders.files(out));
  }

  @Test
  void aBlobThatBreaksOffGoesOnWhereItBroke() throws IOException {
    registry.fault(Fault.on("GET", ".*/blobs/.*").nth(1).cutResponse(1_000_000));
    try (Oras oras = oras()) {
      oras.pull(name, out);
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("folder/file.bin")));
    assertEquals(
        List.of("none", "bytes"),
        registry.requests().stream()
            .filter(r -> r.path().contains("/blobs/"))
            .map(r -> r.header("Range").orElse("none").split("=", -1)[0])
            .toList());
  }

  @Test
  void aListenerThatThrowsBreaksNoTransfer() throws IOException {
    registry.fault(Fault.on("GET", ".*/blobs/.*").nth(1).cutResponse(1_000_000));
    TransferListener broken =
        event -> {
          throw new IllegalStateException("broken by " + event);
        };
    try (Oras oras =
        Oras.builder().installedCredentials(InstalledCredentials.none()).listener(broken).build()) {
      oras.pull(name, out);
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(out.resolve("folder/file.bin")));
  }

  @Test
  void closingEndsWhatIsOnTheWay() throws Exception {
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("GET", ".*/blobs/.*").stall(1_000_000, gate));
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Oras oras = oras();
    Thread puller =
        new Thread(() -> end.complete(assertThrows(Throwable.class, () -> oras.pull(name, out))));
    puller.start();
    gate.awaitRequest(SafetyLimit.DURATION);
    oras.close();
    assertInstanceOf(OrasException.class, end.get());
    assertEquals(List.of(), Folders.files(out));
  }

  @Test
  void timeoutThatIsNoTimeIsRefusedWhereItIsSet() {
    for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThrows(IllegalArgumentException.class, () -> Oras.builder().connectTimeout(none));
      assertThrows(IllegalArgumentException.class, () -> Oras.builder().idleTimeout(none));
    }
  }

  @Test
  void whatIsClosedSaysSo() throws IOException {
    Oras oras = oras();
    oras.close();
    String layout = "oci-layout://" + out.resolve("layout") + "#v1";
    Artifact artifact = Artifact.of(Layer.ofBytes(CONTENT).withTitle("file.bin"));
    List<Executable> uses =
        List.of(
            () -> oras.pull(name, out),
            () -> oras.push(layout, artifact),
            () -> oras.copy(name, layout),
            () -> oras.at(layout).repository().collectGarbage());
    for (Executable use : uses) {
      assertThrows(ClientClosedException.class, use);
    }
    assertFalse(Files.exists(out.resolve("layout")));
  }

  @Test
  void aBlobThatBreaksOffForGoodLeavesNoFile() throws IOException {
    registry.fault(Fault.on("GET", ".*/blobs/.*").nth(1).cutResponse(1_000_000));
    for (int later = 2; later <= 10; later++) {
      registry.fault(Fault.on("GET", ".*/blobs/.*").nth(later).answer(500));
    }
    try (Oras oras = oras()) {
      IOException broken = assertThrows(IOException.class, () -> oras.pull(name, out));

      assertTrue(broken.getMessage().contains(Digest.of(CONTENT).toString()), broken.getMessage());
    }
    assertEquals(List.of(), Folders.files(out));
  }

  @Test
  void anInterruptedPullIsCancelledAndLeavesNothing() throws Exception {
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("GET", ".*/blobs/.*").stall(1_000_000, gate));
    AtomicReference<Throwable> end = new AtomicReference<>();
    try (Oras oras = oras()) {
      Thread puller =
          new Thread(
              () -> {
                try {
                  oras.pull(name, out);
                } catch (Throwable e) {
                  end.set(e);
                }
              });
      puller.start();
      gate.awaitRequest(SafetyLimit.DURATION);

      puller.interrupt();
      puller.join();

      assertInstanceOf(OperationCancelledException.class, end.get());
      assertEquals(List.of(), Folders.files(out));
    }
  }

  @Test
  void anInterruptedPushIsCancelledAndTheTagStaysWhereItWas() throws Exception {
    Digest before = registry.tag("demo", "v1").orElseThrow();
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("PUT", ".*/blobs/uploads/.*").hold(gate));
    AtomicReference<Throwable> end = new AtomicReference<>();
    byte[] other = new byte[3 << 20];
    other[1] = 1;
    try (Oras oras = oras()) {
      Thread pusher =
          new Thread(
              () -> {
                try {
                  oras.push(name, Artifact.of(Layer.ofBytes(other).withTitle("other.bin")));
                } catch (Throwable e) {
                  end.set(e);
                }
              });
      pusher.start();
      gate.awaitRequest(SafetyLimit.DURATION);

      pusher.interrupt();
      pusher.join();

      assertInstanceOf(OperationCancelledException.class, end.get());
      assertEquals(before, registry.tag("demo", "v1").orElseThrow());
    }
  }

  @Test
  void anIndexIsNotMadeOfWhatCouldNotBeRead() throws IOException {
    String image = registry.host() + "/demo:image";
    try (Oras oras = oras()) {
      oras.push(
          image,
          Artifact.of(Layer.ofBytes(CONTENT).withTitle("f"))
              .withConfig(
                  Layer.ofBytes("{\"os\":\"linux\",\"architecture\":\"arm64\"}".getBytes(UTF_8))
                      .withMediaType(MediaType.OCI_CONFIG)));
      try (Repository target = oras.at(image).repository()) {
        for (Fault fault :
            List.of(
                Fault.on("GET", ".*/blobs/.*").noAnswer(),
                Fault.on("GET", ".*/blobs/.*").answer(403),
                Fault.on("GET", ".*/blobs/.*").corrupt())) {
          registry.fault(fault);
          assertThrows(OrasException.class, () -> target.newIndex().add("image"));
          registry.clearFaults();
        }
        assertEquals(Platform.of("linux", "arm64"), target.newIndex().add("image").platform());
      }
    }
  }
}
