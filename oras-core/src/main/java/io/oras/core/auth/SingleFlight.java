package io.oras.core.auth;

import io.oras.api.error.AuthenticationException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RateLimitedException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.TransportException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One thread works for all that want the same at the same time. A failure is told to those that
 * wait and then forgotten; when the one that works is cancelled, another takes over.
 */
final class SingleFlight<K, V> {
  /** The work, which keeps its result where the next caller looks first. */
  @FunctionalInterface
  interface Work<V> {
    V run() throws IOException;
  }

  private final ConcurrentHashMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

  V join(K key, Work<V> work) throws IOException {
    while (true) {
      CompletableFuture<V> mine = new CompletableFuture<>();
      CompletableFuture<V> other = flights.putIfAbsent(key, mine);
      if (other == null) {
        return lead(key, mine, work);
      }
      try {
        return other.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationCancelledException("interrupted while waiting for a token", e);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof OperationCancelledException)) {
          throw own(e.getCause());
        }
      }
    }
  }

  private V lead(K key, CompletableFuture<V> mine, Work<V> work) throws IOException {
    try {
      V value = work.run();
      flights.remove(key, mine);
      mine.complete(value);
      return value;
    } catch (IOException | RuntimeException | Error e) {
      flights.remove(key, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** An exception for this thread alone: each adds what it was doing. */
  private static IOException own(@Nullable Throwable failure) {
    OrasException own;
    if (failure instanceof AuthenticationException e) {
      own =
          new AuthenticationException(e.response(), e.host(), e.challenge(), e.hint().orElse(null));
    } else if (failure instanceof RateLimitedException e) {
      own = new RateLimitedException(e.response(), e.retryAt().orElse(null));
    } else if (failure instanceof RegistryException e) {
      own = new RegistryException(e.response(), e.hint().orElse(null));
    } else if (failure instanceof OrasException e) {
      own = new TransportException(TransportException.Kind.PERMANENT, e.problem(), e);
    } else {
      return new IOException(failure);
    }
    own.addSuppressed(failure);
    return own;
  }
}
