package io.oras.core.filesystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.wire.ResponseBodies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A buffer is as large as its content needs: most blobs of an artifact are small. */
class BuffersTest {
  private static final byte[] SMALL = bytes(4096);
  private static final int ENOUGH = 16 << 10;

  @TempDir Path temp;
  private int largestBuffer;

  private static byte[] bytes(int size) {
    byte[] content = new byte[size];
    new SplittableRandom(size).nextBytes(content);
    return content;
  }

  private InputStream watched(byte[] content) {
    return new ByteArrayInputStream(content) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        largestBuffer = Math.max(largestBuffer, buffer.length);
        return super.read(buffer, offset, length);
      }
    };
  }

  private ContentSource source(byte[] content) {
    return new ContentSource() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public InputStream open() {
        return watched(content);
      }
    };
  }

  private Path write(byte[] content) throws IOException {
    Path target = temp.resolve("file" + content.length);
    try (AtomicFile file = AtomicFile.beside(target)) {
      assertEquals(content.length, file.write(watched(content), null));
      file.moveTo(target);
    }
    return target;
  }

  @Test
  void theDigestOfASmallBlobNeedsASmallBuffer() throws IOException {
    assertEquals(
        Descriptor.of(MediaType.OCTET_STREAM, SMALL),
        source(SMALL).describe(MediaType.OCTET_STREAM));
    assertTrue(largestBuffer <= ENOUGH, () -> "a buffer of " + largestBuffer);
  }

  @Test
  void aSmallFileIsWrittenWithASmallBuffer() throws IOException {
    assertArrayEquals(SMALL, Files.readAllBytes(write(SMALL)));
    assertTrue(largestBuffer <= ENOUGH, () -> "a buffer of " + largestBuffer);
  }

  @Test
  void aShortResponseIsReadWithASmallBufferWhateverItsLimit() throws IOException {
    assertArrayEquals(SMALL, ResponseBodies.readUpTo(watched(SMALL), 4 << 20));
    assertTrue(largestBuffer <= ENOUGH, () -> "a buffer of " + largestBuffer);
  }

  @Test
  void largeContentIsReadAndWrittenWholeWithALargeBuffer() throws IOException {
    for (int size : new int[] {0, 1, ENOUGH - 1, ENOUGH, ENOUGH + 1, 1_000_001}) {
      byte[] content = bytes(size);
      assertEquals(
          Descriptor.of(MediaType.OCTET_STREAM, content),
          source(content).describe(MediaType.OCTET_STREAM));
      assertArrayEquals(content, Files.readAllBytes(write(content)));
    }
    assertEquals(AtomicFile.BUFFER, largestBuffer);
  }
}
