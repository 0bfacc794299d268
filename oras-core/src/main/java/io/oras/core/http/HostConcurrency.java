package io.oras.core.http;

import io.oras.api.transport.TransportRequest;
import io.oras.core.concurrent.Mutex;
import io.oras.core.concurrent.TaskScheduler;
import io.oras.core.context.RequestConcurrency.HostNumbers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the exchanges with one host, and learns how many requests the host answers well at the
 * same time.
 *
 * <ul>
 *   <li>A fixed number limits the exchanges of all operations, each until its response is closed.
 *   <li>A learned number limits the requests of all operations, each until the head of its response
 *       arrives: an open response that nobody closes does not keep the number from rising again. It
 *       falls to half of the exchanges when the host answers 429 or 503, and rises by one with each
 *       round of other answers.
 *   <li>{@link #useful} is the number that one operation gains from. It starts at {@link
 *       TaskScheduler#FEW} and doubles after each round of answers, up to two requests for each
 *       millisecond of the round trip. If the answers of a round take much longer than those before
 *       the last step, throughput has not grown, and the step is taken back.
 * </ul>
 *
 * <p>A round is as many answers as requests are useful. Times are compared for each method, since a
 * PUT takes longer than a HEAD on any line. Thread safe.
 */
final class HostConcurrency implements HostNumbers {
  /** Bytes of a request whose time is mostly the round trip. */
  private static final int SMALL_BODY = 64 << 10;

  /** Twice the requests at this many times the time are a quarter more requests in a second. */
  private static final double SLOWER = 1.6;

  private static final long REQUESTS_PER_MILLISECOND = 2;

  /** Half of the time for which a transport keeps a connection that nobody uses. */
  private static final Duration KEPT = Duration.ofSeconds(15);

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

  /** Which other exchanges the caller of an exchange uses: those end only after this one. */
  enum Nesting {
    /** None. The exchange waits for all others. */
    NONE,
    /** Only exchanges with other hosts, none of them nested. The exchange waits for nested ones. */
    NESTED,
    /** A nested exchange. The exchange waits for nothing. */
    DEEP,
    /** An exchange with the same host, whose permit is enough for both. */
    SAME_HOST
  }

  /** What an exchange holds of a limit. */
  enum Held {
    /** No permit, because none was free and the exchange did not wait. */
    NOTHING,
    /** The permit of another exchange of the caller. */
    SHARED,
    /** A permit. */
    OUTER,
    /** A permit, which is also one of those for nested exchanges. */
    NESTED
  }

  /** Permits whose number changes while some are held. */
  private static final class AdjustableSemaphore extends Semaphore {
    private static final long serialVersionUID = 1;

    AdjustableSemaphore(int number) {
      super(number, /* fair= */ true);
    }

    void add(int number) {
      if (number < 0) {
        reducePermits(-number);
      } else {
        release(number);
      }
    }
  }

  /**
   * A limit of which nested exchanges see only nested exchanges. So they never wait for exchanges
   * that wait for them, as those of two copies in opposite directions would do.
   */
  private static final class Limit {
    private final AdjustableSemaphore all;
    private final AdjustableSemaphore nested;
    private int number;

    Limit(int number) {
      this.number = number;
      this.all = new AdjustableSemaphore(number);
      this.nested = new AdjustableSemaphore(number);
    }

    void set(int wanted) {
      all.add(wanted - number);
      nested.add(wanted - number);
      number = wanted;
    }

    void release(Held held) {
      if (held == Held.NESTED) {
        nested.release();
      }
      if (held == Held.NESTED || held == Held.OUTER) {
        all.release();
      }
    }
  }

  private final int most;
  private final Clock clock;
  private final Limit exchanges;
  private final Limit requests;
  private final Mutex lock = new Mutex();
  private final Map<String, Times> methods = new HashMap<>();
  private int useful;
  private int inFlight;

  /**
   * The most exchanges at the same time since {@link #counted}, and in the {@link #KEPT} before.
   */
  private int connections;

  private int connectionsBefore;
  private Instant counted = Instant.MIN;
  private int peak;
  private int answers;
  private Instant lowered = Instant.MIN;
  private Instant heldUntil = Instant.MIN;
  private boolean growing = true;

  /** Creates the limit for a host of which nothing is known. */
  HostConcurrency(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
    this.exchanges = new Limit(most);
    this.requests = new Limit(most);
    this.useful = Math.min(TaskScheduler.FEW, most);
  }

  /**
   * Takes a permit for an exchange, which {@link #releaseExchange} gives back.
   *
   * @param waits whether to wait for the permit where the nesting permits this
   */
  Held takeExchange(Nesting nesting, boolean waits) throws InterruptedException {
    return take(exchanges, nesting, waits);
  }

  /**
   * Takes a permit for a request, which {@link #releaseRequest} gives back.
   *
   * @param waits whether to wait for the permit where the nesting permits this
   */
  Held takeRequest(Nesting nesting, boolean waits) throws InterruptedException {
    return take(requests, nesting, waits);
  }

  private static Held take(Limit limit, Nesting nesting, boolean waits)
      throws InterruptedException {
    if (nesting == Nesting.SAME_HOST) {
      return Held.SHARED;
    }
    Semaphore free = nesting == Nesting.NONE ? limit.all : limit.nested;
    if (waits && nesting != Nesting.DEEP) {
      free.acquire();
    } else if (!free.tryAcquire(0, TimeUnit.SECONDS)) {
      return Held.NOTHING;
    }
    if (nesting == Nesting.NONE) {
      return Held.OUTER;
    }
    limit.all.add(-1);
    return Held.NESTED;
  }

  void releaseExchange(Held held) {
    exchanges.release(held);
  }

  void releaseRequest(Held held) {
    requests.release(held);
  }

  /** Counts a request that is about to be sent, until {@link #ended}. */
  Sent sending(TransportRequest request) {
    long length = request.body().length();
    boolean small = length >= 0 && length <= SMALL_BODY;
    return lock.get(
        () -> {
          Instant now = clock.instant();
          forgetConnections(now);
          inFlight++;
          peak = Math.max(peak, inFlight);
          boolean connects = inFlight > Math.max(connections, connectionsBefore);
          connections = Math.max(connections, inFlight);
          return new Sent(now, small && !connects);
        });
  }

  /** The time of an answer on a new connection tells nothing about the requests beside it. */
  private void forgetConnections(Instant now) {
    Instant end = counted.plus(KEPT);
    if (!now.isBefore(end)) {
      connectionsBefore = now.isBefore(end.plus(KEPT)) ? connections : inFlight;
      connections = inFlight;
      counted = now;
    }
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
    requests.set(Math.max(1, Math.min(requests.number, inFlight) / 2));
    useful = Math.min(useful, requests.number);
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
    requests.set(Math.min(most, requests.number + 1));
    if (!growing && !now.isBefore(heldUntil)) {
      growing = true;
      methods.values().forEach(times -> times.before = 0);
    }
    int least = Math.min(TaskScheduler.FEW, requests.number);
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
      useful = (int) Math.max(Math.max(useful, least), Math.min(wanted, requests.number));
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

  @Override
  public int useful() {
    return lock.get(() -> useful);
  }

  @Override
  public int allowed() {
    return lock.get(() -> clock.instant().isBefore(lowered.plus(HOLD)) ? requests.number : most);
  }

  /** Returns how many requests may wait for the head of their response. */
  int permits() {
    return lock.get(() -> requests.number);
  }
}
