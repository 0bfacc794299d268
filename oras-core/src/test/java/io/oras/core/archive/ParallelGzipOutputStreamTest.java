package io.oras.core.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.error.OperationCancelledException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelGzipOutputStreamTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, (9 << 20) + 12_345})
  void theBytesAreTheSameOnAnyNumberOfThreads(int length) throws IOException {
    byte[] content = content(length);
    byte[] packed = gzip(content, 1);

    assertArrayEquals(packed, gzip(content, 2));
    assertArrayEquals(packed, gzip(content, 5));
    assertArrayEquals(
        content, new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes());
  }

  @Test
  void aFailureToWriteComesOutAndNoThreadIsLeft() throws IOException {
    OutputStream full =
        new OutputStream() {
          private int left = 100_000;

          @Override
          public void write(int b) throws IOException {
            if (left-- == 0) {
              throw new IOException("disk full");
            }
          }
        };

    IOException thrown =
        assertThrows(
            IOException.class,
            () -> {
              try (OutputStream gzip = new ParallelGzipOutputStream(full, 3)) {
                gzip.write(content(9 << 20));
              }
            });

    assertEquals("disk full", thrown.getMessage());
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("oras-gzip"))
        .forEach(ParallelGzipOutputStreamTest::awaitEnd);
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptionIsACancellation() throws IOException {
    OutputStream gzip = new ParallelGzipOutputStream(OutputStream.nullOutputStream(), 3);
    gzip.write(content(4 << 20));
    Thread.currentThread().interrupt();

    assertThrows(OperationCancelledException.class, gzip::close);

    assertEquals(true, Thread.interrupted());
  }

  /** Half of it shrinks. */
  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(7).nextBytes(content);
    for (int i = 0; i < length; i++) {
      content[i] = (i & 512) == 0 ? content[i] : (byte) i;
    }
    return content;
  }

  private static byte[] gzip(byte[] content, int threads) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new ParallelGzipOutputStream(out, threads)) {
      gzip.write(content, 0, content.length / 3);
      gzip.write(content, content.length / 3, content.length - content.length / 3);
    }
    return out.toByteArray();
  }
}
