package io.oras.core.wire;

import io.oras.api.error.OperationCancelledException;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies within limits; memory grows as bytes arrive, never by a declared size. */
public final class ResponseBodies {
  /** What is read of a body that nobody wants, to save the connection. */
  private static final int DRAINED = 64 << 10;

  private ResponseBodies() {}

  /**
   * The first bytes of a stream.
   *
   * @return all of them, or {@code limit} when there are more
   */
  public static byte[] readUpTo(InputStream in, int limit) throws IOException {
    return in.readNBytes(limit);
  }

  /**
   * What an answer says of its failure, as far as it can be read, and closes it: a body that breaks
   * off does not hide the status.
   *
   * @throws OperationCancelledException when the thread is interrupted meanwhile
   */
  public static byte[] readError(TransportResponse response, int limit)
      throws OperationCancelledException {
    try (response) {
      return readUpTo(response.body(), limit);
    } catch (OperationCancelledException e) {
      throw e;
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Closes an answer whose body nobody wants; a short one is read, so the connection stays. */
  public static void discard(TransportResponse response) throws OperationCancelledException {
    readError(response, DRAINED);
  }
}
