package io.oras.tests.faults;

import io.oras.api.error.ClientClosedException;
import io.oras.api.error.DeadlineExceededException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.OrasException;
import io.oras.core.Oras;
import io.oras.tests.ManualTime;
import java.time.Duration;

/** How a call is stopped, and what it throws then. */
enum StopSignal {
  INTERRUPT(OperationCancelledException.class),
  DEADLINE(DeadlineExceededException.class),
  CLOSE(ClientClosedException.class);

  /** Of the calls that are stopped. */
  static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Class<? extends OrasException> failure;

  StopSignal(Class<? extends OrasException> failure) {
    this.failure = failure;
  }

  Class<? extends OrasException> failure() {
    return failure;
  }

  /** Stops a call that waits; afterwards the clock stands still. */
  void send(Thread caller, ManualTime time, Oras oras) throws Exception {
    switch (this) {
      case INTERRUPT -> caller.interrupt();
      case DEADLINE -> time.advance(TIMEOUT);
      case CLOSE -> oras.close();
    }
  }
}
