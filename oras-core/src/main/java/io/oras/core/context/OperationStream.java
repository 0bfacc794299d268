package io.oras.core.context;

import io.oras.core.stream.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream that was returned to the caller. Its operation can stop a read. */
final class OperationStream extends BlockInputStream {
  private final OperationContext operation;
  private final Consumer<@Nullable Throwable> closed;
  private @Nullable Throwable failure;

  /**
   * Creates a stream.
   *
   * @param closed is told when the stream is closed, with what a read failed with
   */
  OperationStream(
      OperationContext operation, InputStream in, Consumer<@Nullable Throwable> closed) {
    super(in);
    this.operation = operation;
    this.closed = closed;
  }

  /** Returns what a read failed with, or null. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    try {
      return operation.attempt(running -> in.read(b, off, len));
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      closed.accept(failure);
    }
  }
}
