package io.oras.tests.registry;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The effects of all matching faults on one request. */
final class FaultScript {
  /** Waits here before the request's body is read. */
  @Nullable RequestGate before;

  /** Closes the connection after this number of bytes of the request body. */
  long requestBytes = Long.MAX_VALUE;

  /** Whether an unused request body is read to its end before the response. */
  boolean drain = true;

  /** Whether the request body is read and discarded before the request is served. */
  boolean bodyLost;

  /** The response that replaces the effect of the request. */
  @Nullable ServerResponse instead;

  /** Changes the response after the request took effect. */
  UnaryOperator<ServerResponse> change = UnaryOperator.identity();

  /** Sends no length with the answer. */
  boolean unknownLength;

  /** Sends nothing at all. */
  boolean silent;

  /** Sends so much of the answer's body, then waits at {@link #midway} and cuts the connection. */
  long responseBytes = Long.MAX_VALUE;

  /** Where to wait after {@link #responseBytes}; the rest follows when it opens. */
  @Nullable RequestGate midway;

  void change(UnaryOperator<ServerResponse> more) {
    UnaryOperator<ServerResponse> before = change;
    change = answer -> more.apply(before.apply(answer));
  }
}
