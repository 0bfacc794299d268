package io.oras.tests.registry;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is done to one request beside serving it; the faults that match write it. */
final class FaultScript {
  /** Waits here before the request's body is read. */
  @Nullable RequestGate before;

  /** Cuts the connection when so much of the request's body has been read. */
  long requestBytes = Long.MAX_VALUE;

  /** Whether a body that nobody wants is read to its end before the answer. */
  boolean drain = true;

  /** Whether the request's body is read and forgotten before the request is served. */
  boolean bodyLost;

  /** Answers this, and the request has no effect. */
  @Nullable ServerResponse instead;

  /** Changes the answer after the request took effect. */
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
