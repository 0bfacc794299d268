package io.oras.core.context;

import io.oras.api.event.TransferListener;
import io.oras.core.options.Limits;
import io.oras.core.options.Sleeper;
import java.time.Clock;

/** Operations for tests of what stands below the facade. */
public final class TestOperations {
  private TestOperations() {}

  /** Returns an operation without listener and timeout. */
  public static OperationContext silent() {
    return heardBy(TransferListener.NONE);
  }

  /** Returns an operation without timeout. */
  public static OperationContext heardBy(TransferListener listener) {
    return new RunningOperations(
            Limits.defaults(), Clock.systemUTC(), Sleeper.THREAD, Runnable::run, null, listener)
        .create("test", "r.example/demo");
  }
}
