package io.oras.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.event.Operation;
import io.oras.api.event.TransferEvent.BlobProgressed;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.event.TransferEvent.WarningReceived;
import io.oras.api.model.Annotations;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.spi.Environment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {
  private static final Descriptor BLOB = blob("big.bin", 30_000_000);
  private static final String DIGEST = "  └─ " + BLOB.digest();
  private static final long MILLI = 1_000_000;

  private final Screen screen = new Screen(24, 100, false);
  private final ProgressBoard board = new ProgressBoard(StatusWords.PUSH, screen);
  private final FakeScreen shown = new FakeScreen(24, 100);

  private record Progressed(Operation operation, Descriptor content, long transferred)
      implements BlobProgressed {}

  private record Warned(Operation operation, String registry, String text)
      implements WarningReceived {}

  private static BlobProgressed progressed(Descriptor blob, long transferred) {
    return new Progressed(CommandEvents.started(blob).operation(), blob, transferred);
  }

  private static Descriptor blob(String title, long size) {
    return Descriptor.of(
            MediaType.OCI_LAYER, Digest.of(title.getBytes(StandardCharsets.UTF_8)), size)
        .withAnnotations(Map.of(Annotations.TITLE, title));
  }

  private List<String> at(long millis) {
    shown.write(board.frame(millis * MILLI).toString());
    return shown.lines();
  }

  @Test
  void aBlobHasTwoLinesWithSpeedPartAndTime() {
    board.on(CommandEvents.started(BLOB), 0);
    board.on(progressed(BLOB, 15_000_000), 0);
    assertEquals(
        List.of(
            "⠙ [██████████..........](95.4 MB/s) Uploading big.bin"
                + " ".repeat(19)
                + "14.31/28.6 MB  50.00%  150ms",
            DIGEST),
        trimmed(at(150)));
    assertEquals(100, shown.lines().get(0).length());
    board.on(CommandEvents.finished(BLOB), 1304 * MILLI);
    List<String> done = at(2000);
    assertEquals(
        "✓ Uploaded  big.bin" + " ".repeat(54) + "28.6/28.6 MB 100.00%   1.3s", done.get(0));
    assertEquals(2, done.size());
  }

  private static List<String> trimmed(List<String> lines) {
    return lines.stream().map(String::stripTrailing).toList();
  }

  @Test
  void aRetryGivesBackWhatItHadCounted() {
    board.on(CommandEvents.started(BLOB), 0);
    board.on(progressed(BLOB, 30_000_000), 0);
    board.on(progressed(BLOB, 0), 0);
    assertTrue(at(100).get(0).contains("[....................]"));
  }

  @Test
  void whatDidNotHaveToMoveSaysWhy() {
    board.on(CommandEvents.skipped(BLOB, Reason.EXISTS), 0);
    board.on(CommandEvents.skipped(blob("b", 2), Reason.MOUNTED), 0);
    List<String> lines = at(0);
    assertTrue(lines.get(0).startsWith("✓ Exists    big.bin"), lines.get(0));
    assertTrue(lines.get(2).startsWith("✓ Mounted   b "), lines.get(2));
    assertTrue(lines.get(2).endsWith("2/2  B 100.00%    0ms"), lines.get(2));
  }

  @Test
  void whatStillMovesAtAFailureIsMarked() {
    board.on(CommandEvents.started(BLOB), 0);
    board.on(progressed(BLOB, 15_000_000), 0);
    board.fail(200 * MILLI);
    String line = at(300).get(0);
    assertTrue(line.startsWith("✗ [██████████..........]"), line);
  }

  @Test
  void manyBlobsStayWithinTheScreenAndEachIsThereOnceAtTheEnd() {
    ProgressBoard small = new ProgressBoard(StatusWords.PUSH, new Screen(10, 80, false));
    FakeScreen ten = new FakeScreen(10, 80);
    List<Descriptor> blobs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      blobs.add(blob("file-" + i, 10));
      small.on(CommandEvents.started(blobs.get(i)), i);
      if (i >= 20) {
        small.on(CommandEvents.finished(blobs.get(i - 20)), i);
      }
      ten.write(small.frame(i).toString());
    }
    assertTrue(ten.lines().get(ten.lines().size() - 1).equals("  and 16 more"));
    for (Descriptor blob : blobs.subList(40, 60)) {
      small.on(CommandEvents.finished(blob), 60);
      ten.write(small.frame(60).toString());
    }
    assertEquals(
        blobs.stream().map(b -> "  └─ " + b.digest()).toList(),
        ten.lines().stream().filter(l -> l.contains("└─")).map(String::stripTrailing).toList());
    assertEquals(60, ten.lines().stream().filter(l -> l.startsWith("✓ Uploaded  file-")).count());
    assertEquals(120, ten.lines().size());
  }

  @Test
  void longAndHostileNamesAreCut() {
    Descriptor odd = blob("a\u001b[2J\n" + "x".repeat(200), 1);
    board.on(CommandEvents.started(odd), 0);
    String line = at(0).get(0);
    assertEquals(100, line.length());
    assertTrue(line.contains("Uploading a\\u001b[2J\\u000axxxx"), line);
    assertTrue(line.contains("x… 0/1  B"), line);
  }

  @Test
  void colorsAreLeftOutOnRequest() {
    board.on(CommandEvents.skipped(BLOB, Reason.EXISTS), 0);
    assertFalse(board.frame(0).toString().contains("m✓"));
    ProgressBoard colored = new ProgressBoard(StatusWords.PUSH, new Screen(24, 100, true));
    colored.on(CommandEvents.skipped(BLOB, Reason.EXISTS), 0);
    assertTrue(colored.frame(0).toString().contains("\u001b[32m✓\u001b[0m"));
  }

  @Test
  void linesOfTheCommandStandBetweenWhatHasEndedAndWhatMoves() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Printer both = new Printer(bytes);
    try (ProgressDisplay display = new ProgressDisplay(board, both, both, () -> 0)) {
      display.on(CommandEvents.skipped(BLOB, Reason.EXISTS));
      display.on(CommandEvents.started(blob("b", 2)));
      display.on(new Warned(CommandEvents.started(BLOB).operation(), "r", "careful"));
      display.say("Pulled tag v1");
      display.on(CommandEvents.finished(blob("b", 2)));
    }
    shown.write(bytes.toString(StandardCharsets.UTF_8));
    assertFalse(shown.cursorHidden());
    assertEquals(
        "✓ Exists, └─, WARNING! r: careful, Pulled tag v1, ✓ Uploaded, └─",
        trimmed(shown.lines()).stream()
            .map(l -> l.replaceFirst("^\\s*(└─|✓ \\S+) .*", "$1"))
            .collect(Collectors.joining(", ")));
  }

  private static Environment environment(Map<String, String> variables) {
    return Environment.of(variables, Path.of("home"), "Linux");
  }

  @Test
  void theSizeIsThatOfTheTerminalOrTheEnvironment() {
    Map<String, String> variables = Map.of("LINES", "30", "COLUMNS", "132", "NO_COLOR", "1");
    assertEquals(new Screen(40, 100, true), Screen.of("40 100\n", environment(Map.of())));
    assertEquals(new Screen(30, 132, false), Screen.of("0 0", environment(variables)));
    assertEquals(new Screen(10, 80, true), Screen.of("5 20", environment(Map.of())));
    assertEquals(new Screen(10, 80, true), Screen.of("", environment(Map.of())));
    assertEquals(null, Screen.of("40 100", environment(Map.of("TERM", "dumb"))));
  }
}
