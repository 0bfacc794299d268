package io.oras.core.context;

import io.oras.api.transport.Origin;
import io.oras.core.concurrent.TaskScheduler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * Knows how many requests of one operation are useful at the same time: as many as the host that
 * takes most of them, and no more than any host allows that has refused a request recently. Thread
 * safe.
 */
public final class RequestConcurrency {
  /** Hosts of one operation that count, however many hosts its requests are redirected to. */
  private static final int HOSTS = 16;

  /** The numbers of one host, which change. Thread safe. */
  public interface HostNumbers {
    /** Returns how many requests of one operation to send at the same time, at least 1. */
    int useful();

    /** Returns how many requests the host allows, at least 1; many if it has refused none. */
    int allowed();
  }

  private final Map<Origin, HostNumbers> hosts = new ConcurrentHashMap<>();

  RequestConcurrency() {}

  /** Takes the numbers of a host that has answered a request of the operation. */
  public void answeredBy(Origin origin, HostNumbers host) {
    if (hosts.size() < HOSTS || hosts.containsKey(origin)) {
      hosts.put(origin, host);
    }
  }

  /**
   * Returns how many tasks to run at the same time, which changes while the operation runs.
   *
   * @param most the number that the caller allows
   */
  public IntSupplier atMost(int most) {
    return () -> Math.min(most, useful());
  }

  private int useful() {
    int useful = 0;
    int allowed = Integer.MAX_VALUE;
    for (HostNumbers host : hosts.values()) {
      useful = Math.max(useful, host.useful());
      allowed = Math.min(allowed, host.allowed());
    }
    return useful == 0 ? TaskScheduler.FEW : Math.min(useful, allowed);
  }
}
