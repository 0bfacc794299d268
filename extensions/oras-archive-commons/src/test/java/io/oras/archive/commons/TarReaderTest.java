package io.oras.archive.commons;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ArchiveException;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  private static final int BLOCK = 512;
  private final TarArchiveProvider tar = new TarArchiveProvider();

  private static byte[] tar(TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (TarArchiveEntry entry : entries) {
        byte[] content = new byte[(int) entry.getSize()];
        out.putArchiveEntry(entry);
        if (!entry.isGlobalPaxHeader()) { // Else it is written and closed.
          out.write(content);
          out.closeArchiveEntry();
        }
      }
    }
    return bytes.toByteArray();
  }

  private static TarArchiveEntry entry(String name, byte flag) {
    TarArchiveEntry entry = new TarArchiveEntry(name, flag, true);
    entry.setModTime(0L);
    return entry;
  }

  private static TarArchiveEntry file(String name, int size) {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL);
    entry.setSize(size);
    return entry;
  }

  private List<ArchiveEntry> read(byte[] archive) throws IOException {
    List<ArchiveEntry> all = new ArrayList<>();
    try (ArchiveReader reader = tar.read(new ByteArrayInputStream(archive))) {
      for (Optional<ArchiveEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
        all.add(e.get());
      }
      assertEquals(-1, reader.offset(), "after the last entry");
    }
    return all;
  }

  @Test
  void everyKindOfEntryIsToldFromTheOthers() throws IOException {
    TarArchiveEntry link = entry("link", TarConstants.LF_SYMLINK);
    link.setLinkName("target");
    TarArchiveEntry hard = entry("hard", TarConstants.LF_LINK);
    hard.setLinkName("other");

    List<ArchiveEntry> all =
        read(
            tar(
                entry("old", TarConstants.LF_OLDNORM),
                entry("old-folder/", TarConstants.LF_OLDNORM),
                entry("new", TarConstants.LF_NORMAL),
                entry("contiguous", TarConstants.LF_CONTIG),
                entry("folder/", TarConstants.LF_DIR),
                link,
                hard,
                entry("terminal", TarConstants.LF_CHR),
                entry("pipe", TarConstants.LF_FIFO),
                entry("of another maker", (byte) 'Z')));

    assertEquals(
        List.of(
            "old FILE null",
            "old-folder/ DIRECTORY null",
            "new FILE null",
            "contiguous FILE null",
            "folder/ DIRECTORY null",
            "link SYMLINK target",
            "hard HARDLINK other",
            "terminal SPECIAL null",
            "pipe SPECIAL null",
            "of another maker SPECIAL null"),
        all.stream().map(e -> e.name() + " " + e.type() + " " + e.linkTarget()).toList());
  }

  @Test
  void paxRecordsStandForTheFieldsOfTheirEntry() throws IOException {
    String name = "folder/" + "n".repeat(150);
    TarArchiveEntry entry = file(name, 3);
    entry.setLastModifiedTime(FileTime.fromMillis(1_700_000_000_500L));
    TarArchiveEntry next = file("next", 0);
    next.setModTime(1_000L);

    List<ArchiveEntry> all = read(tar(entry, next));

    assertEquals(name, all.get(0).name());
    assertEquals(3, all.get(0).size());
    assertEquals(Instant.ofEpochMilli(1_700_000_000_500L), all.get(0).modified());
    assertEquals("next", all.get(1).name());
    assertEquals(Instant.ofEpochSecond(1), all.get(1).modified());
  }

  @Test
  void recordsForTheWholeArchiveAreNoEntry() throws IOException {
    TarArchiveEntry global = entry("pax_global_header", TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER);
    global.addPaxHeader("comment", "written by somebody");

    assertEquals(
        List.of("a"), read(tar(global, file("a", 0))).stream().map(ArchiveEntry::name).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "size", "content that is cut"})
  void damageIsAnArchiveExceptionThatSaysWhat(String damage) throws IOException {
    byte[] whole = tar(file("a", 700), file("b", 0));
    byte[] damaged =
        switch (damage) {
          case "content that is cut" -> Arrays.copyOf(whole, BLOCK + 100);
          case "size" -> flipped(whole, 3 * BLOCK + 124);
          default -> // The sum of the head is wrong then.
              flipped(whole, 3 * BLOCK);
        };
    ArchiveException e = assertThrows(ArchiveException.class, () -> read(damaged));
    assertTrue(e.getMessage().startsWith("the tar archive is broken: "), e.getMessage());
  }

  private static byte[] flipped(byte[] archive, int at) {
    byte[] copy = archive.clone();
    copy[at] ^= 0x40;
    return copy;
  }

  @Test
  void contentThatEndsEarlyIsNotTakenForWhole() throws IOException {
    byte[] cut = Arrays.copyOf(tar(file("a", 700)), BLOCK + 100);
    try (ArchiveReader reader = tar.read(new ByteArrayInputStream(cut))) {
      reader.next();
      InputStream content = reader.content();
      assertThrows(ArchiveException.class, content::readAllBytes);
    }
  }

  @Test
  void closedContentLeavesTheNextEntryReadable() throws IOException {
    byte[] archive = tar(file("a", 700), file("b", 3));
    try (ArchiveReader reader = tar.read(new ByteArrayInputStream(archive))) {
      reader.next();
      reader.content().close();
      assertEquals("b", reader.next().orElseThrow().name());
      assertEquals(4 * BLOCK, reader.offset());
      assertArrayEquals(new byte[3], reader.content().readAllBytes());
    }
  }

  @Test
  void providerSaysWhatItIs() {
    assertEquals(Map.of("commons-compress", "tar"), Map.of(tar.name(), tar.format()));
  }
}
