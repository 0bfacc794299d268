package io.oras.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseBodiesTest {
  private static byte[] body(int length) {
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = (byte) (i * 31);
    }
    return body;
  }

  /** Gives a few bytes at a time, as a network does. */
  private static InputStream dripping(byte[] body) {
    return new ByteArrayInputStream(body) {
      @Override
      public synchronized int read(byte[] b, int off, int len) {
        return super.read(b, off, Math.min(len, 7));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7, 8, 99, 100, 101, 300_000})
  void noMoreIsTakenFromTheStreamThanTheLimit(int limit) throws IOException {
    for (int length : new int[] {0, 1, 99, 100, 101, 200_000}) {
      byte[] body = body(length);
      InputStream in = dripping(body);
      assertArrayEquals(
          Arrays.copyOf(body, Math.min(length, limit)), ResponseBodies.readUpTo(in, limit));
      assertEquals(Math.max(0, length - limit), in.readAllBytes().length);
    }
  }
}
