package io.oras.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExistenceChecksTest {
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

  private final ExistenceChecks checks = new ExistenceChecks();

  private static Descriptor blob(long size) {
    return Descriptor.of(MediaType.OCTET_STREAM, Descriptor.EMPTY_JSON.digest(), size);
  }

  private void missing(int times, long nanos) {
    for (int i = 0; i < times; i++) {
      checks.answered(false, nanos);
    }
  }

  @Test
  void destinationIsAskedUntilItLackedSomeBlobsInARow() {
    missing(ExistenceChecks.MISSES - 1, MILLISECOND);
    assertTrue(checks.pays(blob(1)));
    missing(1, MILLISECOND);
    assertFalse(checks.pays(blob(1)));
  }

  @Test
  void oneOfSeveralSmallBlobsIsAskedForNevertheless() {
    missing(ExistenceChecks.MISSES, MILLISECOND);
    int asked = 0;
    for (int i = 0; i < 10 * ExistenceChecks.SAMPLE; i++) {
      asked += checks.pays(blob(1)) ? 1 : 0;
    }
    assertEquals(10, asked);
  }

  @Test
  void blobThatExistsBringsTheQuestionsBack() {
    missing(ExistenceChecks.MISSES, MILLISECOND);
    checks.answered(true, MILLISECOND);
    assertTrue(checks.pays(blob(1)));
  }

  @Test
  void largeBlobIsAlwaysAskedForAndALongerRoundTripMakesMoreBlobsSmall() {
    missing(ExistenceChecks.MISSES, 30 * MILLISECOND);
    assertFalse(checks.pays(blob(200_000)));
    assertTrue(checks.pays(blob(2_000_000)));
    missing(1, MILLISECOND);
    assertTrue(checks.pays(blob(200_000)));
  }
}
