package io.oras.core.registry.download;

import static io.oras.core.registry.FakeHttp.reply;
import static io.oras.core.registry.Fixture.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.error.StoreException;
import io.oras.api.error.TransportException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.core.filesystem.LockAttempt;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Reply;
import io.oras.core.registry.Fixture;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumableFileTest {
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, bytes("0123456789"));
  private static final String LINE = "GET /v2/demo/blobs/" + BLOB.digest();

  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http;
  @TempDir private Path folder;
  private Path file = Path.of("");
  private Path partial = Path.of("");

  @BeforeEach
  void nameFiles() {
    file = folder.resolve("blob");
    partial = folder.resolve(".blob." + BLOB.digest().shortened() + ".part");
  }

  private static Reply whole() {
    return reply(200, "0123456789");
  }

  private static Reply rest() {
    return reply(206, "6789").with("Content-Range", "bytes 6-9/10");
  }

  private void download() throws IOException {
    fixture.reading().download(BLOB, file, total -> {});
  }

  private void assertDownloaded() throws IOException {
    assertEquals("0123456789", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void fileAppearsWhole() throws IOException {
    http.on(LINE, whole());
    download();
    assertDownloaded();
  }

  @Test
  @Tag("DIST-PULL-12")
  void downloadThatWasStoppedGoesOnWhereItWas() throws IOException {
    Files.writeString(partial, "012345");
    http.on(LINE, rest());
    download();
    assertEquals("bytes=6-9", http.last().header("Range"));
    assertDownloaded();
  }

  @Test
  void partialFileThatIsCompleteNeedsNoRequest() throws IOException {
    Files.writeString(partial, "0123456789");
    download();
    assertEquals(List.of(), http.lines());
    assertDownloaded();
  }

  @Test
  @Tag("DIST-PULL-15")
  void partialFileOfOtherContentIsFetchedAnew() throws IOException {
    for (String other : List.of("xxxxxx", "xxxxxxxxxx", "0123456789x")) {
      http.received.clear();
      Files.writeString(partial, other);
      Fixture fresh = new Fixture();
      fresh.http.otherwise(r -> r.header("Range").isEmpty() ? whole() : rest());
      fresh.reading().download(BLOB, file, total -> {});
      assertDownloaded();
    }
  }

  @Test
  void cutDownloadKeepsWhatItHas() throws IOException {
    http.on(LINE, reply(200, "012345"), reply(416), reply(200, "012345"));
    assertThrows(TransportException.class, this::download);
    assertEquals("012345", Files.readString(partial));
    assertFalse(Files.exists(file));
  }

  @Test
  void wrongContentLeavesNothing() throws IOException {
    http.on(LINE, reply(200, "xxxxxxxxxx"));
    assertThrows(ContentVerificationException.class, this::download);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void linkInPlaceOfThePartialFileIsNotFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "keep");
    Files.createSymbolicLink(partial, victim);
    http.on(LINE, whole());
    assertThrows(IOException.class, this::download);
    assertEquals("keep", Files.readString(victim));
  }

  @Test
  void partialFileThatHasAnotherNameIsNotWrittenTo() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "012345");
    Files.createLink(partial, victim);
    http.on(LINE, whole());
    download();
    assertEquals("012345", Files.readString(victim));
    Files.delete(victim);
    assertDownloaded();
  }

  @Test
  void partialFileOfAnotherUserDoesNotBecomeTheFile() throws IOException {
    Files.writeString(partial, "012345");
    Object user = Files.getAttribute(partial, "unix:uid");
    assumeTrue(user.equals(0), "only root can give files away");
    Files.setAttribute(partial, "unix:uid", 12345);
    http.on(LINE, whole());
    download();
    assertDownloaded();
    assertEquals(user, Files.getAttribute(file, "unix:uid"));
  }

  @Test
  void whileADownloadGoesOnNoOtherProgramGetsTheFile() throws IOException {
    Files.writeString(partial, "012345");
    List<Integer> exits = new ArrayList<>();
    http.on(
        LINE,
        request -> {
          exits.add(LockAttempt.on(partial));
          return rest();
        });
    download();
    assertEquals(List.of(LockAttempt.REFUSED), exits);
    assertDownloaded();
  }

  @Test
  void interruptedDownloadIsCancelledAndCanGoOn() throws IOException {
    Files.writeString(partial, "012345");
    http.on(
        LINE,
        request -> {
          Thread.currentThread().interrupt();
          return rest();
        });
    assertThrows(OperationCancelledException.class, this::download);
    assertTrue(Thread.interrupted());
    assertFalse(Files.exists(file));
    assertEquals("012345", Files.readString(partial));
  }

  @Test
  void nameOfTheFileMayBeAsLongAsNamesCanBe() throws IOException {
    file = folder.resolve("b".repeat(255));
    http.on(LINE, whole());
    download();
    assertDownloaded();
  }

  @Test
  void twoProgramsDoNotWriteOneFile() throws IOException {
    try (FileChannel other =
        FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      assertThrows(StoreException.class, this::download);
    }
  }
}
