package io.oras.core.registry.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThroughputMeterTest {
  private static final int MIB = 1 << 20;
  private static final Duration WINDOW = Duration.ofMillis(500);

  private final ThroughputMeter pace = new ThroughputMeter();

  /** Windows of so many MiB. */
  private void windows(int... mebibytes) {
    for (int n : mebibytes) {
      pace.add(n * MIB, WINDOW);
    }
  }

  @Test
  void threeEqualWindowsAreFlat() {
    windows(4, 4);
    assertFalse(pace.isFlat());
    windows(4);
    assertTrue(pace.isFlat());
    assertEquals(8 * MIB, pace.rate());
  }

  @Test
  void growthIsNotFlat() {
    windows(4, 5, 6, 7, 8, 9, 10);
    assertFalse(pace.isFlat());
  }

  @Test
  void aLineOfAGigabitIsNotSlow() {
    windows(53, 53, 53, 53);
    assertFalse(pace.isFlat());
    windows(43, 43);
    assertTrue(pace.isFlat(), "as much as content networks give one connection");
  }

  @Test
  void aDipIsFollowedByGrowth() {
    windows(40, 1, 40, 1, 40);
    assertFalse(pace.isFlat());
  }

  @Test
  void manyShortWaitsAreOneWindow() {
    for (int i = 0; i < 149; i++) {
      pace.add(MIB / 8, WINDOW.dividedBy(50));
    }
    assertFalse(pace.isFlat());
    pace.add(MIB / 8, WINDOW.dividedBy(50));
    assertTrue(pace.isFlat());
  }

  @Test
  void whatWasBeforeIsForgotten() {
    windows(4, 4, 4);
    pace.startAnew();
    windows(4, 4);
    assertFalse(pace.isFlat());
  }
}
