package io.oras.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ReferrerLister;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.context.OperationBudget;
import io.oras.core.json.JsonManifestCodec;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferrerLookupBudgetTest {
  private static final String LONG_TEXT = "a".repeat(1 << 20);

  private final AtomicInteger listed = new AtomicInteger();

  private static Descriptor manifest(String text) {
    return Descriptor.of(MediaType.OCI_MANIFEST, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lists for each subject this many referrers with these annotations. */
  private ReferrerLookup referrers(int number, Map<String, String> annotations) {
    final class Lister extends RecordingTarget implements ReferrerLister {
      @Override
      public Stream<Descriptor> referrers(Descriptor subject, Optional<MediaType> artifactType) {
        return IntStream.range(0, number)
            .mapToObj(i -> manifest("referrer " + listed.incrementAndGet()))
            .map(referrer -> referrer.withAnnotations(annotations));
      }
    }
    return new ReferrerLookup(
        new Lister(),
        new JsonManifestCodec(),
        Limits.defaults(),
        new OperationBudget(Limits.defaults()));
  }

  @Test
  void bytesOfAllListsOfAnOperationCountTogether() throws IOException {
    ReferrerLookup referrers = referrers(1, Map.of("text", LONG_TEXT));
    assertEquals(1, referrers.of(manifest("a subject"), null).size());

    LimitExceededException e =
        assertThrows(
            LimitExceededException.class,
            () -> {
              for (int i = 0; i < 64; i++) {
                referrers.of(manifest("subject " + i), null);
              }
            });

    assertTrue(
        e.getMessage()
            .contains("limit heldListBytes: %s".formatted(Limits.defaults().heldListBytes())),
        e.getMessage());
    assertTrue(e.getMessage().contains("listing referrers of sha256:"), e.getMessage());
  }

  @Test
  void entriesOfAllListsOfAnOperationCountTogether() throws IOException {
    ReferrerLookup referrers = referrers(60_000, Map.of());
    assertEquals(60_000, referrers.of(manifest("a subject"), null).size());

    LimitExceededException e =
        assertThrows(
            LimitExceededException.class, () -> referrers.of(manifest("another subject"), null));

    assertTrue(e.getMessage().contains("limit listEntries: 100000"), e.getMessage());
    assertEquals(100_001, listed.get());
  }
}
