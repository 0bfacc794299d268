package io.oras.core.context;

import io.oras.api.error.ClientClosedException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.event.Operation;
import io.oras.api.event.TransferListener;
import io.oras.api.transport.TransportResponse;
import io.oras.core.concurrent.Interruption;
import io.oras.core.concurrent.Mutex;
import io.oras.core.function.IoFunction;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of the client, from its begin to its end: its name, its deadline, its listeners and what
 * it may use. Every request of the call carries it.
 *
 * <p><b>What the facade does.</b> Each verb creates one context by {@link RunningOperations#create}
 * and does all its work in it, including the opening and closing of places, by exactly one of:
 *
 * <ul>
 *   <li>{@link #run} for a verb that returns a result. The operation ends when the method returns.
 *   <li>{@link #open} for a verb that returns a stream. The operation ends when the stream is
 *       closed.
 *   <li>{@link #send} for a verb that returns a response. The operation ends when the response is
 *       closed.
 * </ul>
 *
 * A verb that is made of others passes its context on and creates no second one. Use cases take the
 * context in their constructor, and places are opened with it ({@code TargetFactory}), so that
 * their requests carry it. What is wrong with the arguments is reported before the context is
 * created.
 *
 * <p><b>How an operation is stopped.</b> All waiting is interruptible. The user interrupts the
 * calling thread; at the deadline, and when the client is closed, the context interrupts it, and
 * the thread that reads a stream of the operation at that time. Threads of tasks are interrupted by
 * the thread that waits for them. Whatever comes out of the work then, also from foreign code,
 * becomes the exception for the reason of the stop: {@link OperationCancelledException} with the
 * interrupt flag set, {@link DeadlineExceededException} or {@link ClientClosedException} with the
 * flag as it was. Work that ends in spite of a stop keeps its result.
 *
 * <p>Every {@link OrasException} that leaves the operation says which one it was ({@link
 * OrasException#operation}, {@link OrasException#artifact}). Thread safe.
 */
public final class OperationContext implements Operation {

  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final RunningOperations owner;
  private final String name;
  private final String target;
  private final @Nullable Duration timeout;
  private final EventPublisher events;
  private final OperationBudget budget;
  private final RequestConcurrency concurrency = new RequestConcurrency();
  private final Mutex lock = new Mutex();

  /** The threads that can be interrupted, each with whether this operation has done so. */
  private final Map<Thread, Boolean> threads = new HashMap<>();

  private Instant started = Instant.MIN;
  private @Nullable Thread watch;
  private boolean ended;
  private volatile @Nullable Function<@Nullable Throwable, OrasException> stop;

  OperationContext(
      RunningOperations owner,
      String name,
      String target,
      @Nullable Duration timeout,
      TransferListener listener) {
    this.owner = owner;
    this.name = name;
    this.target = target;
    this.timeout = timeout;
    this.events = new EventPublisher(this, listener);
    this.budget = new OperationBudget(owner.limits());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String target() {
    return target;
  }

  /** Returns what passes events of this operation to its listeners. */
  public EventPublisher events() {
    return events;
  }

  /** Returns what the operation may use. */
  public OperationBudget budget() {
    return budget;
  }

  /** Returns how many requests of the operation are useful at the same time. */
  public RequestConcurrency concurrency() {
    return concurrency;
  }

  /** Returns the time that is left; empty if the operation has no timeout. */
  public Optional<Duration> remaining() {
    return timeout == null
        ? Optional.empty()
        : Optional.of(timeout.minus(Duration.between(started, owner.clock().instant())));
  }

  /** Returns the limit, or the time that is left if that is shorter. It is positive. */
  public Duration atMost(Duration limit) throws OrasException {
    if (timeout == null) {
      return limit;
    }
    requireRunning();
    Duration left = remaining().orElse(limit);
    return left.compareTo(limit) < 0 && left.compareTo(Duration.ZERO) > 0 ? left : limit;
  }

  /**
   * Checks that the operation may go on. It is called before each request.
   *
   * @throws OrasException if the operation is stopped
   */
  public void requireRunning() throws OrasException {
    if (timeout != null && remaining().orElse(timeout).compareTo(Duration.ZERO) <= 0) {
      expire();
    }
    Function<@Nullable Throwable, OrasException> reason = stop;
    if (reason != null) {
      throw reason.apply(null);
    }
  }

  /** Does the work and ends the operation. */
  public <T> T run(IoFunction<OperationContext, T> work) throws IOException {
    T result = handOut(work);
    finish(null);
    return result;
  }

  /**
   * Does the work, which opens a stream.
   *
   * @return a stream whose closing ends the operation
   */
  public InputStream open(IoFunction<OperationContext, InputStream> work) throws IOException {
    return handOut(operation -> new OperationStream(this, work.apply(operation), this::finish));
  }

  /**
   * Does the work, which sends a request.
   *
   * @return a response whose closing ends the operation
   */
  public TransportResponse send(IoFunction<OperationContext, TransportResponse> work)
      throws IOException {
    return handOut(operation -> new OperationResponse(this, work.apply(operation)));
  }

  private <T> T handOut(IoFunction<OperationContext, T> work) throws IOException {
    try {
      start();
      return attempt(work);
    } catch (Throwable e) {
      finish(e);
      throw e;
    }
  }

  /** Does work that can be stopped, in the calling thread. */
  <T> T attempt(IoFunction<OperationContext, T> work) throws IOException {
    boolean entered = enter();
    Exception failure;
    try {
      return work.apply(this);
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      if (entered) {
        leave();
      }
    }
    throw translated(failure);
  }

  private void start() throws IOException {
    started = owner.clock().instant();
    events.operationStarted();
    Duration limit = timeout;
    try {
      owner.add(this);
      if (limit != null) {
        owner.executor().execute(() -> watch(started.plus(limit)));
      }
    } catch (ClientClosedException e) {
      throw named(e);
    } catch (RejectedExecutionException e) {
      throw named(new ClientClosedException(e));
    }
  }

  /** Ends the operation; the second call has no effect. */
  void finish(@Nullable Throwable failure) {
    if (!lock.get(this::end)) {
      return;
    }
    owner.remove(this);
    if (events.isHeard()) {
      events.operationFinished(
          Optional.ofNullable(failure), Duration.between(started, owner.clock().instant()));
    }
  }

  private boolean end() {
    boolean first = !ended;
    ended = true;
    if (first && watch != null) {
      watch.interrupt();
    }
    return first;
  }

  /** Stops the operation at the deadline. */
  private void watch(Instant deadline) {
    lock.run(() -> watch = ended ? null : Thread.currentThread());
    if (watch == null) {
      return;
    }
    try {
      owner.sleeper().sleepUntil(deadline, owner.clock());
      expire();
    } catch (InterruptedException e) {
      // The operation has ended, or the client is closed, which stops it in another way.
    } finally {
      lock.run(
          () -> {
            watch = null;
            // The thread may serve others next.
            Thread.interrupted();
          });
    }
  }

  private void expire() {
    Duration limit = timeout;
    if (limit != null) {
      stop(cause -> new DeadlineExceededException(limit, cause));
    }
  }

  /** Stops the operation for the first reason that is given. */
  void stop(Function<@Nullable Throwable, OrasException> reason) {
    lock.run(
        () -> {
          if (stop == null && !ended) {
            stop = reason;
            threads.replaceAll(
                (thread, before) -> {
                  thread.interrupt();
                  return true;
                });
          }
        });
  }

  /** Returns false if the thread works for the operation already. */
  private boolean enter() throws OrasException {
    Thread thread = Thread.currentThread();
    return lock.get(
        () -> {
          if (threads.containsKey(thread)) {
            return false;
          }
          Function<@Nullable Throwable, OrasException> reason = stop;
          if (reason != null) {
            throw named(reason.apply(null));
          }
          if (thread.isInterrupted()) {
            throw named(new OperationCancelledException("the thread is interrupted"));
          }
          threads.put(thread, false);
          return true;
        });
  }

  /** Takes back the interrupt of this operation, so that the caller finds its flag as it was. */
  private void leave() {
    lock.run(
        () -> {
          if (Boolean.TRUE.equals(threads.remove(Thread.currentThread()))) {
            Thread.interrupted();
          }
        });
  }

  /** Returns what the caller is to get; an unchecked exception is thrown as it is. */
  private IOException translated(Exception failure) {
    Function<@Nullable Throwable, OrasException> reason = stop;
    if (reason != null) {
      return named(reason.apply(failure));
    }
    if (Interruption.happened(failure)) {
      return named(Interruption.cancelled(failure));
    }
    if (failure instanceof OrasException e) {
      return named(e);
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    return (IOException) failure;
  }

  private OrasException named(OrasException failure) {
    return failure.with(ErrorContext.none().withOperation(name).withArtifact(target));
  }

  /** Returns the name and the target. */
  @Override
  public String toString() {
    return name + " " + target;
  }
}
