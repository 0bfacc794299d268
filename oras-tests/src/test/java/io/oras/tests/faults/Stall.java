package io.oras.tests.faults;

import io.oras.api.transport.TransportRequest;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.RequestGate;
import java.util.function.BiFunction;

/**
 * Requests whose answer stalls.
 *
 * @param method of the requests
 * @param path of the requests, a regular expression
 * @param always whether all of them stall, and not the first alone
 * @param where the answer stops, at a gate
 */
record Stall(
    String method, String path, boolean always, BiFunction<Fault, RequestGate, Fault> where) {
  static final BiFunction<Fault, RequestGate, Fault> BEFORE_THE_HEAD = Fault::hold;
  static final BiFunction<Fault, RequestGate, Fault> IN_THE_BODY =
      (fault, gate) -> fault.stall(1000, gate);

  Fault fault(RequestGate gate) {
    Fault fault = Fault.on(method, path);
    return where.apply(always ? fault : fault.nth(1), gate);
  }

  /** Whether the request stalls at the gate, if it arrives there. */
  boolean concerns(TransportRequest request, RequestGate gate) {
    return request.method().equals(method)
        && request.uri().getPath().matches(path)
        && (always || !gate.isReached());
  }
}
