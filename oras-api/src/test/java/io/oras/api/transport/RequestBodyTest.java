package io.oras.api.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.content.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestBodyTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("f"), "0123456789");
  }

  private static String text(RequestBody body) throws IOException {
    try (InputStream in = body.open()) {
      return new String(in.readAllBytes(), US_ASCII);
    }
  }

  @Test
  void aRegionIsReadAndNothingAroundItAgainAndAgain() throws IOException {
    RequestBody body = new RequestBody.FileRegion(file, 3, 4);
    assertEquals("3456", text(body));
    assertEquals("3456", text(body));
    assertEquals(4, body.length());
    assertTrue(body.replayable());
    assertEquals("", text(new RequestBody.FileRegion(file, 3, 0)));
    assertEquals("9", text(new RequestBody.FileRegion(file, 9, 1)));
  }

  @Test
  void aRegionEndsWhicheverWayItIsRead() throws IOException {
    try (InputStream in = new RequestBody.FileRegion(file, 2, 5).open()) {
      assertEquals('2', in.read());
      assertEquals(2, in.skip(2));
      assertTrue(in.available() <= 2);
      byte[] rest = new byte[10];
      assertEquals(2, in.readNBytes(rest, 0, 10));
      assertEquals(-1, in.read());
      assertEquals(-1, in.read(rest, 0, 10));
      assertEquals(0, in.skip(5));
      assertEquals(0, in.available());
    }
  }

  @Test
  void skippingBeyondTheFileDoesNotMakeItLonger() throws IOException {
    try (InputStream in = new RequestBody.FileRegion(file, 8, 100).open()) {
      in.skip(50);
      assertEquals(-1, in.read());
    }
  }

  @Test
  void aFileThatIsGoneIsAnErrorWhenItIsOpened() {
    RequestBody body = new RequestBody.FileRegion(folder.resolve("none"), 0, 1);
    assertThrows(NoSuchFileException.class, body::open);
  }

  @Test
  void theContentOfAFileIsSentAsAFile() throws IOException {
    RequestBody body = RequestBody.of(ContentSource.ofFile(file));
    assertEquals(new RequestBody.FileRegion(file, 0, 10), body);
    RequestBody bytes = RequestBody.of(ContentSource.ofBytes(new byte[] {1, 2}));
    assertInstanceOf(RequestBody.Source.class, bytes);
    assertEquals(2, bytes.length());
    assertTrue(bytes.replayable());
    try (InputStream in = bytes.open()) {
      assertArrayEquals(new byte[] {1, 2}, in.readAllBytes());
    }
  }

  @Test
  void aStreamIsSentOnce() {
    assertFalse(new RequestBody.OneShot(InputStream.nullInputStream(), -1).replayable());
  }

  @Test
  void aRequestDoesNotShowItsQueryAndHeaders() {
    TransportRequest request =
        TransportRequest.builder()
            .method("PUT")
            .uri(URI.create("https://user:s3cret@r.example/v2/a?sig=s3cret#s3cret"))
            .headers(Headers.of("Authorization", "Bearer s3cret"))
            .body(new RequestBody.Bytes("s3cret".getBytes(US_ASCII)))
            .timeout(Duration.ofSeconds(1))
            .build();
    assertEquals("PUT https://r.example/v2/a", request.toString());
  }

  @Test
  void aRequestWithoutATimeLimitIsRefusedWhereItIsMade() {
    assertEquals(
        "timeout",
        assertThrows(NullPointerException.class, () -> request("https://r.example/", null))
            .getMessage());
    assertEquals(
        "timeout is PT0S, expected more than zero",
        assertThrows(
                IllegalArgumentException.class, () -> request("https://r.example/", Duration.ZERO))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> request("ftp://r.example/", Duration.ofSeconds(1)));
  }

  @SuppressWarnings("NullAway") // What a caller that nobody checks does.
  private static TransportRequest request(String uri, Duration timeout) {
    return TransportRequest.builder().method("GET").uri(URI.create(uri)).timeout(timeout).build();
  }
}
