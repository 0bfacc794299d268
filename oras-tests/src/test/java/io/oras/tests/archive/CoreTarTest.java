package io.oras.tests.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveReader;
import io.oras.core.archive.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tar that core writes. */
class CoreTarTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  private static ArchiveEntry file(String name, long size) {
    return new ArchiveEntry(name, ArchiveEntry.Type.FILE, size, 0644, null, TIME);
  }

  private static ArchiveEntry link(String name, ArchiveEntry.Type type, String target) {
    return new ArchiveEntry(name, type, 0, 0777, target, TIME);
  }

  private static byte[] write(List<ArchiveEntry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter writer = new TarWriter(out)) {
      for (ArchiveEntry entry : entries) {
        writer.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
      }
    }
    return out.toByteArray();
  }

  private static List<ArchiveEntry> read(byte[] archive) throws IOException {
    List<ArchiveEntry> entries = new ArrayList<>();
    try (ArchiveReader reader = Folders.tar().read(new ByteArrayInputStream(archive))) {
      for (Optional<ArchiveEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
        entries.add(e.get());
      }
    }
    return entries;
  }

  @Test
  void aProviderReadsWhatWasWritten() throws IOException {
    String deep = "d".repeat(90) + "/" + "e".repeat(90) + "/" + "f".repeat(120);
    List<ArchiveEntry> entries =
        List.of(
            new ArchiveEntry("folder/", ArchiveEntry.Type.DIRECTORY, 0, 01755, null, TIME),
            file("folder/file", 1000),
            file("übung/日本語/😀", 1),
            file(deep, 1),
            link("folder/link", ArchiveEntry.Type.SYMLINK, deep),
            link("folder/hard", ArchiveEntry.Type.HARDLINK, "folder/file"));
    assertEquals(entries, read(write(entries)));
  }

  @Test
  void theSameEntriesGiveTheSameBytes() throws IOException {
    assertArrayEquals(write(List.of(file("a", 10))), write(List.of(file("a", 10))));
  }

  @Test
  void contentOfAnotherLengthIsRefused() {
    for (int actual : new int[] {0, 9, 11}) {
      TarWriter writer = new TarWriter(new ByteArrayOutputStream());
      assertThrows(
          ArchiveException.class,
          () -> writer.add(file("a", 10), new ByteArrayInputStream(new byte[actual])));
    }
  }

  @Test
  void deviceIsNotWritten() {
    TarWriter writer = new TarWriter(new ByteArrayOutputStream());
    ArchiveEntry device =
        new ArchiveEntry("dev/tty", ArchiveEntry.Type.SPECIAL, 0, 0644, null, TIME);
    InputStream nothing = InputStream.nullInputStream();
    Exception e = assertThrows(IllegalArgumentException.class, () -> writer.add(device, nothing));
    assertTrue(e.getMessage().contains("dev/tty"), e.getMessage());
  }

  @Test
  void theStreamBelongsToTheCaller() throws IOException {
    new TarWriter(
            new FilterOutputStream(OutputStream.nullOutputStream()) {
              @Override
              public void close() {
                throw new AssertionError("closed");
              }
            })
        .close();
  }

  @Test
  void anEntryMayHaveMoreThanEightGibibytes() throws IOException {
    long size = (8L << 30) + 1;
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    IOException enough = new IOException("enough");
    TarWriter writer =
        new TarWriter(
            new FilterOutputStream(head) {
              @Override
              public void write(byte[] b, int off, int len) throws IOException {
                if (head.size() > 8192) {
                  throw enough;
                }
                head.write(b, off, len);
              }
            });
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] b, int off, int len) {
            Arrays.fill(b, off, off + len, (byte) 0);
            return len;
          }
        };
    assertSame(
        enough, assertThrows(IOException.class, () -> writer.add(file("big", size), endless)));
    try (ArchiveReader reader = Folders.tar().read(new ByteArrayInputStream(head.toByteArray()))) {
      assertEquals(size, reader.next().orElseThrow().size());
    }
  }
}
