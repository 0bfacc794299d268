package io.oras.core.registry.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.oras.api.content.ContentSource;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.stream.ObservedContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifiedSourceTest {
  private static final byte[] SENT = {1, 2, 3};
  private static final Descriptor OTHER =
      Descriptor.of(MediaType.OCTET_STREAM, new byte[] {4, 5, 6});

  private record Content(Optional<Path> file) implements ContentSource {
    @Override
    public long size() {
      return SENT.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(SENT);
    }
  }

  @Test
  void watchedContentOfAFileIsNotHashedAgainOnItsWay() throws IOException {
    Content file = new Content(Optional.of(Path.of("file")));
    ContentSource watched = ObservedContent.onProgress(file, () -> {}, total -> {});
    try (InputStream in = new VerifiedSource(OTHER, watched).open()) {
      assertArrayEquals(SENT, in.readAllBytes(), "the registry judges it");
    }
  }

  @Test
  void contentFromElsewhereIsVerifiedOnItsWay() throws IOException {
    try (InputStream in = new VerifiedSource(OTHER, new Content(Optional.empty())).open()) {
      IOException thrown = assertThrows(IOException.class, in::readAllBytes);
      Throwable cause = thrown instanceof SourceFailure failure ? failure.origin() : thrown;
      assertThrows(
          ContentVerificationException.class,
          () -> {
            throw cause;
          });
    }
  }
}
