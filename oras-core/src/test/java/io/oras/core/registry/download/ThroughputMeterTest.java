package io.oras.core.registry.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThroughputMeterTest {
  private static final int MIB = 1 << 20;
  private static final Duration WINDOW = Duration.ofMillis(500);

  private final ThroughputMeter meter = new ThroughputMeter();

  /** Windows of so many MiB. */
  private void windows(int... mebibytes) {
    for (int n : mebibytes) {
      meter.add(n * MIB, WINDOW);
    }
  }

  @Test
  void equalThroughputIsFlat() {
    windows(4, 4);
    assertFalse(meter.isFlat());
    windows(4);
    assertTrue(meter.isFlat());
    assertEquals(8 * MIB, meter.rate());
  }

  @Test
  void growingThroughputIsNotFlat() {
    windows(4, 5, 6, 7, 8, 9, 10);
    assertFalse(meter.isFlat());
  }

  @Test
  void fastConnectionNeedsNoOthers() {
    windows(53, 53, 53, 53);
    assertFalse(meter.isFlat());
    windows(43, 43);
    assertTrue(meter.isFlat(), "as much as content networks give one connection");
  }

  @Test
  void dipIsNotFlat() {
    windows(40, 1, 40, 1, 40);
    assertFalse(meter.isFlat());
  }

  @Test
  void shortWaitsAreAddedUp() {
    for (int i = 0; i < 149; i++) {
      meter.add(MIB / 8, WINDOW.dividedBy(50));
    }
    assertFalse(meter.isFlat());
    meter.add(MIB / 8, WINDOW.dividedBy(50));
    assertTrue(meter.isFlat());
  }

  @Test
  void newStartForgetsEarlierThroughput() {
    windows(4, 4, 4);
    meter.startAnew();
    windows(4, 4);
    assertFalse(meter.isFlat());
  }
}
