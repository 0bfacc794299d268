package io.oras.tests.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.OrasException;
import io.oras.api.model.Digest;
import io.oras.core.Oras;
import io.oras.core.options.InstalledCredentials;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream of unknown length goes out in one pass, whatever happens between two chunks. */
class StreamFaultsTest {
  private static final int CHUNK = 100_000;

  /** Not a multiple of a chunk: the last is shorter. */
  private static final byte[] CONTENT = Bench.bytes(5 * CHUNK + 1);

  private static final int CHUNKS = 6;
  private static final String UPLOAD = ".*/blobs/uploads/.+";

  /** What happens to one chunk. */
  enum Boundary {
    NOTHING_CAME,
    HALF_CAME,
    ANSWER_LOST,
    TAKEN_AND_502,
    NOT_TAKEN_AND_503,
    TOO_MANY,
    NOT_THERE;

    Fault of(Fault chunk) {
      return switch (this) {
        case NOTHING_CAME -> chunk.cutRequest(0);
        case HALF_CAME -> chunk.cutRequest(CHUNK / 2);
        case ANSWER_LOST -> chunk.noAnswer();
        case TAKEN_AND_502 -> chunk.status(502);
        case NOT_TAKEN_AND_503 -> chunk.answer(503);
        case TOO_MANY -> chunk.answer(429).header("Retry-After", "3");
        case NOT_THERE -> chunk.answer(416);
      };
    }
  }

  private final FakeTime time = new FakeTime();
  private InProcessRegistry registry;
  private Oras oras;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    oras =
        Oras.builder()
            .testing(t -> t.clock(time).sleeper(time))
            .installedCredentials(InstalledCredentials.none())
            .registryDefaults(
                RegistrySettings.builder().upload(UploadMethod.chunked(CHUNK)).build())
            .build();
  }

  @AfterEach
  void close() throws IOException {
    oras.close();
    registry.close();
  }

  private void push(String repository) throws IOException {
    Layer stream = Layer.ofStream(new ByteArrayInputStream(CONTENT)).withTitle("stream");
    oras.push(registry.host() + "/" + repository + ":v1", Artifact.of(stream));
  }

  @ParameterizedTest
  @EnumSource
  void aFaultAtAnyBoundaryEndsWithTheRightDigest(Boundary boundary) throws IOException {
    for (int chunk = 1; chunk <= CHUNKS; chunk++) {
      String repository = "r" + chunk;
      registry.fault(boundary.of(Fault.on("PATCH", UPLOAD).nth(chunk)));
      push(repository);
      registry.clearFaults();
      assertArrayEquals(CONTENT, registry.blob(repository, Digest.of(CONTENT)).orElseThrow());
      assertEquals(0, registry.openUploads());
    }
  }

  @Test
  void faultsAtAllBoundariesEndWithTheRightDigest() throws IOException {
    for (int chunk = 1; chunk <= 2 * CHUNKS; chunk += 2) {
      registry.fault(Fault.on("PATCH", UPLOAD).nth(chunk).cutRequest(CHUNK / 3));
    }
    push("r");
    assertArrayEquals(CONTENT, registry.blob("r", Digest.of(CONTENT)).orElseThrow());
  }

  @Test
  void aSessionThatIsGoneSaysThatTheStreamMustBePushedAgain() {
    for (int chunk = 1; chunk <= CHUNKS; chunk++) {
      registry.fault(Fault.on("PATCH", UPLOAD).nth(chunk).answer(404));
      OrasException e = assertThrows(OrasException.class, () -> push("r"));
      registry.clearFaults();
      assertTrue(e.getMessage().contains("push it again from its start"), e.getMessage());
      assertEquals(List.of(), registry.tags("r"));
    }
  }
}
