package io.oras.core.context;

import io.oras.api.error.ClientClosedException;
import io.oras.api.event.TransferListener;
import io.oras.core.options.Limits;
import io.oras.core.options.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one client that have started and not ended, with what all of them share. {@link
 * #close} stops them. Thread safe.
 */
public final class RunningOperations implements AutoCloseable {
  private final Limits limits;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Executor executor;
  private final @Nullable Duration timeout;
  private final TransferListener listener;
  private final Set<OperationContext> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Creates the operations of a client.
   *
   * @param clock by which deadlines are measured
   * @param sleeper by which deadlines are waited for
   * @param executor on which deadlines are waited for, one task for each operation with a timeout
   * @param timeout of operations that have none of their own, or null
   * @param listener to all operations
   */
  public RunningOperations(
      Limits limits,
      Clock clock,
      Sleeper sleeper,
      Executor executor,
      @Nullable Duration timeout,
      TransferListener listener) {
    this.limits = limits;
    this.clock = clock;
    this.sleeper = sleeper;
    this.executor = executor;
    this.timeout = timeout;
    this.listener = listener;
  }

  /** Creates an operation with the timeout and the listener of the client; see the other method. */
  public OperationContext create(String name, Object target) {
    return create(name, target, Optional.empty(), TransferListener.NONE);
  }

  /**
   * Creates an operation, which starts with {@link OperationContext#run} or {@link
   * OperationContext#open}.
   *
   * @param name what the call does, such as {@code push}
   * @param target the artifact or place that the call works on; its text has no secrets
   * @param own the timeout that the options of the call or of the handle set; it replaces that of
   *     the client
   * @param added the listener that those options set; it receives each event after the listener of
   *     the client
   */
  public OperationContext create(
      String name, Object target, Optional<Duration> own, TransferListener added) {
    return new OperationContext(
        this, name, target.toString(), own.orElse(timeout), listener.andThen(added));
  }

  /** Takes an operation that starts, which fails if the client is closed. */
  void add(OperationContext operation) throws ClientClosedException {
    running.add(operation);
    if (closed) {
      running.remove(operation);
      throw new ClientClosedException();
    }
  }

  void remove(OperationContext operation) {
    running.remove(operation);
  }

  Limits limits() {
    return limits;
  }

  Clock clock() {
    return clock;
  }

  Sleeper sleeper() {
    return sleeper;
  }

  Executor executor() {
    return executor;
  }

  /** Returns how many operations have started and not ended. */
  public int count() {
    return running.size();
  }

  /**
   * Stops all operations, now and later, with a {@link ClientClosedException}. It does not wait
   * until they have ended.
   */
  @Override
  public void close() {
    closed = true;
    running.forEach(operation -> operation.stop(cause -> new ClientClosedException(cause)));
  }
}
