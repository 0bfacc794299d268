package io.oras.core.stream;

import java.io.IOException;
import java.util.function.UnaryOperator;

/** Observes what is read from a {@link ContentStream}. For the thread that reads. */
@FunctionalInterface
public interface StreamObserver {
  /** Is called after each read that returned bytes. */
  void bytes(byte[] buffer, int offset, int count) throws IOException;

  /** Returns what is thrown in place of a failure of the stream. */
  default IOException failure(IOException failure) {
    return failure;
  }

  /** Returns an observer that only changes failures. */
  static StreamObserver onFailure(UnaryOperator<IOException> change) {
    return new StreamObserver() {
      @Override
      public void bytes(byte[] buffer, int offset, int count) {
        // Only failures matter.
      }

      @Override
      public IOException failure(IOException failure) {
        return change.apply(failure);
      }
    };
  }
}
