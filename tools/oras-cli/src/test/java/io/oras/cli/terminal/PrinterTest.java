package io.oras.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.cli.output.StyledText;
import io.oras.cli.terminal.Printer.WriteException;
import io.oras.console.AnsiColor;
import io.oras.console.TextEscapes;
import io.oras.tests.property.PropertyRunner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrinterTest {
  private static final Path SOURCES = Path.of("src/main/java/io/oras/cli").toAbsolutePath();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Printer printer = new Printer(bytes);

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "1b, \\u001b",
    "0, \\u0000",
    "7, \\u0007",
    "8, \\u0008",
    "d, \\u000d",
    "7f, \\u007f",
    "80, \\u0080",
    "9b, \\u009b",
    "9f, \\u009f",
    "202a, \\u202a",
    "202e, \\u202e",
    "2066, \\u2066",
    "2069, \\u2069",
    "200e, \\u200e",
    "200f, \\u200f",
    "61c, \\u061c",
    "2028, \\u2028",
    "2029, \\u2029",
    "a, \\u000a"
  })
  void aLineEscapesWhatMovesTheCursorOrReordersText(String code, String escaped) {
    printer.line("a" + Character.toString(Integer.parseInt(code, 16)) + "b");
    assertEquals("a" + escaped + "b\n", printed());
  }

  @Test
  void otherTextIsWrittenAsItIs() {
    String text = "Grüße\t日本 😀 עברית \u00a0\u00ad";
    printer.line(text);
    assertEquals(text + "\n", printed());
    assertSame(text, TextEscapes.line(text));
  }

  @Test
  void textOfSeveralLinesKeepsItsLineBreaks() {
    printer.lines("a\nb\u001b[2J\r\n");
    assertEquals("a\nb\\u001b[2J\\u000d\n", printed());
  }

  @Test
  void contentIsWrittenAsItIs() throws IOException {
    printer.bytes(new byte[] {27, -1, 0});
    printer.bytes(new ByteArrayInputStream(new byte[200_000]));
    printer.verbatim("\u202e");
    printer.finish();
    assertEquals(3 + 200_000 + 3, bytes.size());
  }

  @Test
  void styledTextEscapesEverythingButItsOwnSequences() {
    printer.styled(
        new StyledText()
            .append(AnsiColor.GREEN, "g\u001b[31mreen")
            .append(null, "\u009b")
            .up(2)
            .up(0)
            .clearLine()
            .newLine());
    assertEquals("\u001b[32mg\\u001b[31mreen\u001b[0m\\u009b\u001b[2F\u001b[K\n", printed());
  }

  @Test
  void noTextOfALineReachesATerminalRaw() {
    PropertyRunner.check(
        "printer",
        300,
        chance -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          new Printer(out).line(chance.anyText(50));
          String line = out.toString(StandardCharsets.UTF_8);
          assertTrue(line.endsWith("\n"));
          assertFalse(
              line.substring(0, line.length() - 1)
                  .chars()
                  .anyMatch(c -> Character.isISOControl(c) && c != '\t'));
        });
  }

  /** Fails from its second write on. */
  private static OutputStream failing(String reason) {
    return new OutputStream() {
      private int writes;

      @Override
      public void write(int b) {
        throw new AssertionError("one byte after the other");
      }

      @Override
      public void write(byte[] content, int offset, int length) throws IOException {
        if (++writes > 1) {
          throw new IOException(writes == 2 ? reason : "later");
        }
      }
    };
  }

  @Test
  void theFirstFailureIsThrownAtTheEnd() throws IOException {
    Printer full = new Printer(failing("No space left on device"));
    full.line("a");
    full.finish();
    full.line("b");
    full.line("c");
    WriteException e = assertThrows(WriteException.class, full::finish);
    assertEquals("No space left on device", e.getMessage());
    assertFalse(e.isBrokenPipe());
  }

  @Test
  void contentIsReadNoFurtherOnceItCannotBeWritten() {
    Printer closed = new Printer(failing("Broken pipe"));
    closed.line("a");
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    assertTrue(assertThrows(WriteException.class, () -> closed.bytes(endless)).isBrokenPipe());
  }

  /** What the sources of the command hold, by file name. */
  private static List<String> filesWith(String regex) throws IOException {
    Pattern pattern = Pattern.compile(regex);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(
              file -> {
                try {
                  return pattern.matcher(Files.readString(file)).find();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void noOtherClassWritesToTheStreamsOfTheProcess() throws IOException {
    assertEquals(
        List.of(),
        filesWith(
            "\\bPrint(Stream|Writer)\\b|System\\.(out|err)\\b|printStackTrace|console\\(\\)\\.(printf|format|writer)"));
    assertEquals(List.of("Printer.java"), filesWith("\\bFileDescriptor\\b"));
  }

  @Test
  void noOtherClassMakesEscapeSequences() throws IOException {
    assertEquals(
        List.of("StyledText.java"),
        filesWith("\"[^\"\n]*\\\\(u001b|033|x1b)\\[|AnsiColor\\.(RESET|BOLD)|color\\.start"));
  }
}
