package io.oras.tests.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ArchiveProvider} must do: it reads the entries of a tar as they stand, and
 * judges nothing. Extend it in a test class.
 */
public abstract class ArchiveProviderTck {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  /** Creates the suite. */
  protected ArchiveProviderTck() {}

  /** Returns the provider under test. */
  protected abstract ArchiveProvider provider();

  private static ArchiveEntry file(String name, int size) {
    return new ArchiveEntry(name, ArchiveEntry.Type.FILE, size, 0644, null, TIME);
  }

  private static ArchiveEntry link(String name, ArchiveEntry.Type type, String target) {
    return new ArchiveEntry(name, type, 0, 0777, target, TIME);
  }

  private static byte[] content(ArchiveEntry entry) {
    byte[] content = new byte[(int) entry.size()];
    Arrays.fill(content, (byte) entry.name().charAt(0));
    return content;
  }

  private static byte[] write(ArchiveEntry... entries) {
    SampleTar tar = new SampleTar();
    for (ArchiveEntry entry : entries) {
      tar.add(entry, content(entry));
    }
    return tar.bytes();
  }

  private List<ArchiveEntry> read(InputStream archive) throws IOException {
    List<ArchiveEntry> entries = new ArrayList<>();
    try (ArchiveReader reader = provider().read(archive)) {
      for (Optional<ArchiveEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
        entries.add(e.get());
      }
    }
    return entries;
  }

  private List<ArchiveEntry> read(byte[] archive) throws IOException {
    return read(new ByteArrayInputStream(archive));
  }

  /** Every field of every type of entry comes back. */
  @Test
  void entriesComeBackAsTheyWere() throws IOException {
    List<ArchiveEntry> entries =
        List.of(
            new ArchiveEntry("folder", ArchiveEntry.Type.DIRECTORY, 0, 01755, null, TIME),
            file("folder/file", 1000),
            new ArchiveEntry(
                "folder/setuid", ArchiveEntry.Type.FILE, 3, 04755, null, Instant.EPOCH),
            link("folder/link", ArchiveEntry.Type.SYMLINK, "file"),
            link("folder/hard", ArchiveEntry.Type.HARDLINK, "folder/file"));

    List<ArchiveEntry> back = read(write(entries.toArray(new ArchiveEntry[0])));

    assertEquals(entries, back.stream().map(ArchiveProviderTck::withoutSlash).toList());
  }

  private static ArchiveEntry withoutSlash(ArchiveEntry entry) {
    String name = entry.name();
    return name.endsWith("/")
        ? new ArchiveEntry(
            name.substring(0, name.length() - 1),
            entry.type(),
            entry.size(),
            entry.mode(),
            entry.linkTarget(),
            entry.modified())
        : entry;
  }

  /** Names are UTF-8 and may be long. */
  @Test
  void namesMayBeLongAndInAnyScript() throws IOException {
    String deep = "d".repeat(90) + "/" + "e".repeat(90) + "/" + "f".repeat(120);
    List<ArchiveEntry> entries =
        List.of(file(deep, 1), file("übung/日本語/😀", 1), link("l", ArchiveEntry.Type.SYMLINK, deep));

    assertEquals(entries, read(write(entries.toArray(new ArchiveEntry[0]))));
  }

  /** An unsafe name is the caller's business. */
  @Test
  void unsafeNamesAreHandedOnUnjudged() throws IOException {
    List<ArchiveEntry> entries =
        List.of(
            file("/absolute", 1),
            file("../up", 1),
            file("a/../../up", 1),
            link("link", ArchiveEntry.Type.SYMLINK, "/etc/passwd"));

    assertEquals(entries, read(write(entries.toArray(new ArchiveEntry[0]))));
  }

  /** The stream of an entry ends with it, read or not. */
  @Test
  void contentIsThatOfTheEntry() throws IOException {
    ArchiveEntry a = file("a", 513);
    ArchiveEntry b = file("b", 0);
    ArchiveEntry c = file("c", 1024);
    try (ArchiveReader reader = provider().read(new ByteArrayInputStream(write(a, b, c)))) {
      reader.next();
      assertArrayEquals(content(a), reader.content().readAllBytes());
      assertEquals(-1, reader.content().read());
      reader.next();
      assertEquals(0, reader.content().readAllBytes().length);
      reader.next();
      assertEquals('c', reader.content().read());
      assertTrue(reader.next().isEmpty());
    }
  }

  /** Where an offset is given, the content stands there. */
  @Test
  void theOffsetIsWhereTheContentStands() throws IOException {
    byte[] archive = write(file("n".repeat(300), 10), file("b", 600));
    try (ArchiveReader reader = provider().read(new ByteArrayInputStream(archive))) {
      for (Optional<ArchiveEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
        int offset = (int) reader.offset();
        if (offset >= 0) {
          int size = (int) e.get().size();
          assertArrayEquals(content(e.get()), Arrays.copyOfRange(archive, offset, offset + size));
        }
      }
    }
  }

  /** A size beyond 8 GiB is read; the content is not looked at. */
  @Test
  void anEntryMayHaveMoreThanEightGibibytes() throws IOException {
    ArchiveEntry big =
        new ArchiveEntry("big", ArchiveEntry.Type.FILE, (8L << 30) + 1, 0644, null, TIME);
    byte[] begun = new SampleTar().head(big).begun();
    try (ArchiveReader reader = provider().read(new ByteArrayInputStream(begun))) {
      assertEquals(big.size(), reader.next().orElseThrow().size());
    }
  }

  /** The stream stays open. */
  @Test
  void theStreamBelongsToTheCaller() throws IOException {
    read(
        new FilterInputStream(new ByteArrayInputStream(write())) {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        });
  }

  /** Garbage is an archive exception, and no other. */
  @Test
  void garbageIsAnArchiveException() throws IOException {
    byte[] garbage = new byte[2048];
    Arrays.fill(garbage, (byte) 'x');
    assertThrows(ArchiveException.class, () -> read(garbage));

    byte[] cut = Arrays.copyOf(write(file("a", 5000)), 1500);
    assertThrows(ArchiveException.class, () -> read(cut));
  }

  /** What the stream below throws comes out as it is. */
  @Test
  void aFailureBelowComesThrough() throws IOException {
    IOException failure = new IOException("the network is gone");
    byte[] archive = write(file("a", 5000));
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw failure;
          }
        };
    InputStream failing =
        new SequenceInputStream(new ByteArrayInputStream(archive, 0, 1500), broken);
    assertSame(failure, assertThrows(IOException.class, () -> read(failing)));
  }

  /** A format has a name. */
  @Test
  void theFormatIsLowerCase() {
    assertTrue(provider().format().matches("[a-z0-9]+"), provider().format());
  }
}
