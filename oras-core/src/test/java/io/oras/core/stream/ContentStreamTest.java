package io.oras.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.error.OrasException;
import io.oras.api.error.StoreException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentStreamTest {
  private static final byte[] CONTENT = {1, 2, 3};

  private static OrasException behind(OrasException failure, String text) {
    return new StoreException(failure.getMessage() + text);
  }

  /** Content whose stream fails at the first read. */
  private record Broken() implements ContentSource {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw new StoreException("broken");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          throw new StoreException("broken");
        }
      };
    }
  }

  @Test
  void anotherObserverAddsNoStream() throws IOException {
    List<String> heard = new ArrayList<>();
    ContentStream first =
        ContentStream.of(new ByteArrayInputStream(CONTENT), (b, off, n) -> heard.add("first " + n));
    ContentStream second = ContentStream.of(first, (b, off, n) -> heard.add("second " + n));
    assertSame(first, second);
    second.readAllBytes();
    assertEquals(List.of("first 3", "second 3"), heard);
    assertEquals(3, second.count());
  }

  @Test
  void observersChangeFailuresInTheirOrder() throws IOException {
    ContentSource content =
        ObservedContent.onFailure(
            ObservedContent.onFailure(new Broken(), e -> behind(e, ", at the source")),
            e -> behind(e, ", in a copy"));
    try (InputStream in = content.open()) {
      StoreException thrown = assertThrows(StoreException.class, in::readAllBytes);
      assertEquals("broken, at the source, in a copy", thrown.problem());
    }
  }

  @Test
  void contentWithSeveralObserversOpensOneStream() throws IOException {
    List<Long> progress = new ArrayList<>();
    ContentSource content =
        ObservedContent.onProgress(
            ObservedContent.onFailure(ContentSource.ofBytes(CONTENT), e -> e),
            () -> progress.add(0L),
            progress::add);
    try (InputStream in = content.open()) {
      assertSame(in, ContentStream.of(in, (b, off, n) -> progress.add(-1L)));
      in.readAllBytes();
    }
    assertEquals(List.of(0L, 3L, -1L), progress);
  }

  @Test
  void verifyingStreamStaysAsItIsForTheStoreBelow() throws IOException {
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, CONTENT);
    List<Long> progress = new ArrayList<>();
    ContentSource verified =
        new ContentSource() {
          @Override
          public long size() {
            return CONTENT.length;
          }

          @Override
          public InputStream open() throws IOException {
            return VerifyingInputStream.of(new ByteArrayInputStream(CONTENT), blob);
          }
        };
    try (InputStream in = ObservedContent.onProgress(verified, () -> {}, progress::add).open()) {
      assertInstanceOf(VerifyingInputStream.class, in);
      assertSame(in, VerifyingInputStream.of(in, blob));
      in.readAllBytes();
    }
    assertEquals(List.of(3L), progress);
  }
}
