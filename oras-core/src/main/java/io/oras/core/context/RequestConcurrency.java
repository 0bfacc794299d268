package io.oras.core.context;

import io.oras.api.transport.Origin;
import io.oras.core.concurrent.TaskScheduler;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * Knows how many requests of one operation are useful at the same time: as many as the host that
 * takes most of them. Thread safe.
 */
public final class RequestConcurrency {
  /** Hosts of one operation that count, however many hosts its requests are redirected to. */
  private static final int HOSTS = 16;

  private final Map<Origin, Integer> hosts = new ConcurrentHashMap<>();

  RequestConcurrency() {}

  /** Takes the number of requests that a host answers well at the same time. */
  public void learned(Origin host, int requests) {
    if (hosts.size() < HOSTS || hosts.containsKey(host)) {
      hosts.put(host, requests);
    }
  }

  /**
   * Returns how many tasks to run at the same time, which changes while the operation runs.
   *
   * @param most the number that the caller allows
   */
  public IntSupplier atMost(int most) {
    return () ->
        Math.min(most, hosts.isEmpty() ? TaskScheduler.FEW : Collections.max(hosts.values()));
  }
}
