package io.oras.core.http;

import io.oras.api.transport.TransportRequest;
import io.oras.core.concurrent.Mutex;
import io.oras.core.concurrent.TaskScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Learns how many requests one host answers well at the same time.
 *
 * <ul>
 *   <li>The number of permits limits the requests of all operations. It falls to half of what is in
 *       flight when the host answers 429 or 503, and rises by one with each round of other answers.
 *   <li>{@link #useful} is the number that one operation gains from. It starts at {@link
 *       TaskScheduler#FEW} and doubles after each round of answers, up to two requests for each
 *       millisecond of the round trip. If the answers of a round take much longer than those before
 *       the last step, throughput has not grown, and the step is taken back.
 * </ul>
 *
 * <p>A round is as many answers as requests are useful. Times are compared for each method, since a
 * PUT takes longer than a HEAD on any line. Thread safe.
 */
final class HostConcurrency {
  /** Bytes of a request whose time is mostly the round trip. */
  private static final int SMALL_BODY = 64 << 10;

  /** Twice the requests at this many times the time are a quarter more requests in a second. */
  private static final double SLOWER = 1.6;

  private static final long REQUESTS_PER_MILLISECOND = 2;

  /** How long a number that was taken back is not tried again. */
  private static final Duration HOLD = Duration.ofMinutes(1);

  /**
   * A request that was sent.
   *
   * @param at when
   * @param tells whether the time of its answer tells something about the line
   */
  record Sent(Instant at, boolean tells) {}

  /** The times of the answers to one method, in nanoseconds. */
  private static final class Times {
    private long count;
    private long sum;
    private long shortest = Long.MAX_VALUE;

    /** The mean before the last step; 0 if it is not known. */
    private double before;

    private void next() {
      count = 0;
      sum = 0;
      shortest = Long.MAX_VALUE;
    }
  }

  /** Permits whose number changes while some are held. */
  private static final class Permits extends Semaphore {
    private static final long serialVersionUID = 1;
    private int number;

    Permits(int number) {
      super(number, /* fair= */ true);
      this.number = number;
    }

    void set(int wanted) {
      if (wanted < number) {
        reducePermits(number - wanted);
      } else {
        release(wanted - number);
      }
      number = wanted;
    }
  }

  private final int most;
  private final Clock clock;
  private final Permits permits;
  private final Mutex lock = new Mutex();
  private final Map<String, Times> methods = new HashMap<>();
  private int useful;
  private int inFlight;
  private int connections;
  private int peak;
  private int answers;
  private Instant lowered = Instant.MIN;
  private Instant heldUntil = Instant.MIN;
  private boolean growing = true;

  /** Creates the limit for a host of which nothing is known. */
  HostConcurrency(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
    this.permits = new Permits(most);
    this.useful = Math.min(TaskScheduler.FEW, most);
  }

  /** Waits for a permit, which the caller gives back with {@link #release}. */
  void acquire() throws InterruptedException {
    permits.acquire();
  }

  /** Takes a permit if one is free and nobody waits for it. */
  boolean tryAcquire() throws InterruptedException {
    return permits.tryAcquire(0, TimeUnit.SECONDS);
  }

  void release() {
    permits.release();
  }

  /** Counts a request that is about to be sent, until {@link #ended}. */
  Sent sending(TransportRequest request) {
    long length = request.body().length();
    boolean small = length >= 0 && length <= SMALL_BODY;
    return lock.get(
        () -> {
          inFlight++;
          peak = Math.max(peak, inFlight);
          boolean connects = inFlight > connections;
          connections = Math.max(connections, inFlight);
          return new Sent(clock.instant(), small && !connects);
        });
  }

  /** Ends the count of a request. */
  void ended() {
    lock.run(() -> inFlight--);
  }

  /** Takes the head of an answer into account, which has just arrived. */
  void answered(Sent sent, String method, int status) {
    lock.run(() -> answered(sent, method, status, clock.instant()));
  }

  private void answered(Sent sent, String method, int status, Instant now) {
    if (status == 429 || status == 503) {
      refused(sent, now);
    } else if (sent.tells() && status < 500) {
      Times times = methods.computeIfAbsent(method, name -> new Times());
      long nanos = Duration.between(sent.at(), now).toNanos();
      times.count++;
      times.sum += nanos;
      times.shortest = Math.min(times.shortest, nanos);
      answers++;
      if (answers >= useful) {
        endRound(now);
      }
    }
  }

  /** Requests that were sent before the number was lowered say nothing about the new number. */
  private void refused(Sent sent, Instant now) {
    if (sent.at().isBefore(lowered)) {
      return;
    }
    lowered = now;
    permits.set(Math.max(1, Math.min(permits.number, inFlight) / 2));
    useful = Math.min(useful, permits.number);
    hold(now);
    startRound();
  }

  private void hold(Instant now) {
    if (growing) {
      growing = false;
      heldUntil = now.plus(HOLD);
    }
  }

  private void endRound(Instant now) {
    permits.set(Math.min(most, permits.number + 1));
    if (!growing && !now.isBefore(heldUntil)) {
      growing = true;
      methods.values().forEach(times -> times.before = 0);
    }
    int least = Math.min(TaskScheduler.FEW, permits.number);
    if (isSlower()) {
      useful = Math.max(least, useful / 2);
      hold(now);
    } else {
      boolean step = growing && peak * 2 >= useful;
      for (Times times : methods.values()) {
        if (times.count > 0 && (step || times.before == 0)) {
          times.before = (double) times.sum / times.count;
        }
      }
      long wanted = step ? Math.min(2L * useful, fits()) : useful;
      useful = (int) Math.max(Math.max(useful, least), Math.min(wanted, permits.number));
    }
    startRound();
  }

  private boolean isSlower() {
    double expected = 0;
    double actual = 0;
    for (Times times : methods.values()) {
      if (times.before > 0) {
        expected += times.count * times.before;
        actual += times.sum;
      }
    }
    return actual > SLOWER * expected;
  }

  /** Returns how many requests the line holds: few are enough where an answer is there at once. */
  private long fits() {
    long nanos = 0;
    for (Times times : methods.values()) {
      nanos += times.count == 0 ? 0 : times.count * times.shortest;
    }
    return REQUESTS_PER_MILLISECOND * nanos / answers / 1_000_000;
  }

  private void startRound() {
    methods.values().forEach(Times::next);
    answers = 0;
    peak = inFlight;
  }

  /** Returns how many requests of one operation to send at the same time, at least 1. */
  int useful() {
    return lock.get(() -> useful);
  }

  /** Returns how many requests may be in flight. */
  int permits() {
    return lock.get(() -> permits.number);
  }
}
