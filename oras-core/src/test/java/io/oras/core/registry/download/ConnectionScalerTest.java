package io.oras.core.registry.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.core.registry.client.RangeBudget;
import io.oras.core.registry.client.ResponseBudget;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ConnectionScalerTest {
  private static final int RANGE_BYTES = 1000;

  private static RangeBudget settings(int connections) {
    return new RangeBudget(
        Clock.systemUTC(), connections, RANGE_BYTES, 8 * RANGE_BYTES, ResponseBudget.unlimited());
  }

  /** Reads that many ranges, at a rate for each level. */
  private static void read(ConnectionScaler scaler, int ranges, IntToDoubleFunction rate) {
    for (int i = 0; i < ranges; i++) {
      long nanos = (long) (RANGE_BYTES * 1e9 / rate.applyAsDouble(scaler.level()));
      scaler.add(RANGE_BYTES, Duration.ofNanos(nanos));
      scaler.rangeEnded();
    }
  }

  private static int levelAfter(int connections, int ranges, IntToDoubleFunction rate) {
    ConnectionScaler scaler = new ConnectionScaler(settings(connections));
    scaler.start(rate.applyAsDouble(1));
    read(scaler, ranges, rate);
    return scaler.level();
  }

  @Test
  void connectionsAreAddedWhileEachAddsThroughput() {
    assertEquals(8, levelAfter(8, 100, level -> 100.0 * level));
    assertEquals(3, levelAfter(3, 100, level -> 100.0 * level));
  }

  @Test
  void oneConnectionIsKeptIfMoreGainNothing() {
    ConnectionScaler scaler = new ConnectionScaler(settings(8));
    scaler.start(100);
    read(scaler, 4, level -> 100);
    assertEquals(1, scaler.level());
    assertTrue(scaler.isUseless());
  }

  @Test
  void connectionsWithoutGainAreGivenUpForGood() {
    assertEquals(2, levelAfter(8, 1000, level -> 100.0 * Math.min(level, 2)));
  }

  @Test
  void slowStartOfNewConnectionsIsNotMeasured() {
    ConnectionScaler scaler = new ConnectionScaler(settings(8));
    scaler.start(100);
    read(scaler, 2, level -> 10);
    read(scaler, 2, level -> 200);
    assertEquals(4, scaler.level());
  }

  @Test
  void downloadsShareOneBudget() {
    RangeBudget settings = settings(4);
    ConnectionScaler one = new ConnectionScaler(settings);
    one.start(100);
    ConnectionScaler other = new ConnectionScaler(settings);
    other.start(100);
    ConnectionScaler third = new ConnectionScaler(settings);
    third.start(100);
    assertEquals(2, one.level());
    assertEquals(2, other.level());
    assertEquals(1, third.level());
    assertFalse(third.isUseless());

    read(one, 4, level -> 100.0 * level);
    assertEquals(2, one.level(), "the budget is used up");
    other.stepDown();
    other.release(1);
    third.start(100);
    assertEquals(1, third.level(), "one range is still in memory");
    other.release(0);
    third.start(100);
    assertEquals(2, third.level());
  }
}
