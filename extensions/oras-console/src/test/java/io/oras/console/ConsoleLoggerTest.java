package io.oras.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConsoleLoggerTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(written, true, UTF_8);
  private final List<String> lines = new ArrayList<>();

  private ConsoleLogger.Builder plain() {
    return ConsoleLogger.builder().sink((level, text) -> lines.add(level + " " + text));
  }

  private ColorStream terminal(Map<String, String> environment) {
    return new ColorStream(stream, true, environment);
  }

  private static void logAll(ConsoleLogger log) {
    log.debug("d");
    log.info("i");
    log.warning("w");
    log.error("e");
    log.shellCommand("ls");
    log.progress(1, 2);
  }

  @Test
  void informationWarningsErrorsAndProgressAreWrittenByDefault() {
    logAll(plain().build());
    assertEquals(List.of("INFO i", "WARNING w", "ERROR e", "INFO 1 of 2 steps (50%) done"), lines);
  }

  @Test
  void debuggingWritesAllMessages() {
    logAll(plain().debug(true).build());
    assertEquals("DEBUG d", lines.get(0));
    assertEquals(5, lines.size());
  }

  @Test
  void quietLeavesOutInformationAndProgressAlone() {
    logAll(plain().quiet(true).debug(true).shellCommands(true).build());
    assertEquals(List.of("DEBUG d", "WARNING w", "ERROR e", "WARNING ls"), lines);
  }

  @Test
  void commandLinesAreWrittenWhereTheyAreWanted() {
    ConsoleLogger log = plain().shellCommands(true).build();
    log.shellCommand(null);
    log.shellCommand("ls -l");
    assertEquals(List.of("WARNING ls -l"), lines);
  }

  @Test
  void levelCanBeSetLater() {
    ConsoleLogger log = plain().build();
    log.setLevel(Level.ERROR);
    logAll(log);
    assertEquals(List.of("ERROR e"), lines);
  }

  @Test
  void locationNamesTheCaller() {
    plain().debug(true).build().location("here");
    assertTrue(
        lines.get(0).matches("DEBUG here: ConsoleLoggerTest.java, locationNamesTheCaller, \\d+"),
        lines::toString);
  }

  @Test
  void exitThrowsItsCodeAfterTheError() {
    ConsoleLogger log = plain().build();
    ExitException end = assertThrows(ExitException.class, () -> log.exit("no way", 3));
    assertEquals(3, end.code());
    assertEquals(List.of("ERROR no way"), lines);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1000,0.00%",
    "1,1000,0.10%",
    "9,1000,0.90%",
    "1,100,1%",
    "1,8,12%",
    "1,3,33%",
    "4,4,100%",
    "0,0,100%"
  })
  void progressHasTwoDigitsBelowOnePercent(long done, long total, String percent) {
    plain().build().progress(done, total);
    assertEquals(List.of("INFO %d of %d steps (%s) done".formatted(done, total, percent)), lines);
  }

  @Test
  void progressCountsFromZero() {
    ConsoleLogger log = plain().build();
    assertThrows(IllegalArgumentException.class, () -> log.progress(-1, 2));
  }

  @Test
  void handlersGetEveryMessageUntilTheLoggerIsClosed() {
    List<LogMessage> heard = new ArrayList<>();
    ConsoleLogger log = plain().quiet(true).build();
    log.addHandler(heard::add);
    logAll(log);
    assertEquals(6, heard.size());
    assertEquals(new LogMessage.Command("ls"), heard.get(4));
    log.close();
    log.error("after");
    assertEquals(6, heard.size());
    assertEquals("ERROR after", lines.get(lines.size() - 1));
  }

  @Test
  void messagesCanGoThroughTheHandlerOfTextAlone() {
    plain().build().write(new LogMessage.Text(Level.WARNING, "w"));
    assertEquals(List.of("WARNING w"), lines);
  }

  @Test
  void sinkCanBeReplaced() {
    ConsoleLogger log = plain().build();
    log.setSink(terminal(Map.of()));
    log.error("red");
    assertEquals("\u001b[31mred\u001b[0m" + System.lineSeparator(), written.toString(UTF_8));
    assertTrue(lines.isEmpty());
  }

  @Test
  void controlCharactersOfMessagesReachNoSinkAndNoTerminal() {
    String title = "x\u001b[2J\u009b2J\u202ey\rz\nsecond\tline";
    String shown = "x\\u001b[2J\\u009b2J\\u202ey\\u000dz\nsecond\tline";
    ConsoleLogger log = plain().shellCommands(true).build();
    log.info("pulled " + title);
    log.shellCommand(title);
    assertEquals(List.of("INFO pulled " + shown, "WARNING " + shown), lines);
    terminal(Map.of()).write(Level.ERROR, title);
    assertEquals(
        "\u001b[31m" + shown + "\u001b[0m" + System.lineSeparator(), written.toString(UTF_8));
  }

  @Test
  void loggerOfThePlatformIsASink() {
    System.Logger platform =
        new System.Logger() {
          @Override
          public String getName() {
            return "platform";
          }

          @Override
          public boolean isLoggable(Level level) {
            return true;
          }

          @Override
          public void log(
              Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable why) {
            lines.add(level + " " + text);
          }

          @Override
          public void log(
              Level level,
              @Nullable ResourceBundle bundle,
              String format,
              @Nullable Object... parameters) {
            lines.add(level + " " + format);
          }
        };
    ConsoleLogger.builder().sink(LogSink.of(platform)).build().warning("{0}");
    assertEquals(List.of("WARNING {0}"), lines);
  }

  @Test
  void levelsHaveTheirColours() {
    ColorStream colored = terminal(Map.of("TERM", "xterm"));
    assertTrue(colored.isTerminal());
    assertEquals("\u001b[34mm\u001b[0m", colored.decorate(Level.DEBUG, "m"));
    assertEquals("\u001b[32mm\u001b[0m", colored.decorate(Level.INFO, "m"));
    assertEquals("\u001b[33mm\u001b[0m", colored.decorate(Level.WARNING, "m"));
    assertEquals("\u001b[31mm\u001b[0m", colored.decorate(Level.ERROR, "m"));
    assertEquals("m", colored.decorate(Level.TRACE, "m"));
  }

  @ParameterizedTest
  @EnumSource(AnsiColor.class)
  void coloursHaveTheNumbersOfTheTerminal(AnsiColor color) {
    assertEquals(Arrays.asList(AnsiColor.values()).indexOf(color), color.code());
    assertEquals("\u001b[3" + color.code() + "m", color.start());
    assertEquals("\u001b[1mbold\u001b[0m", AnsiColor.BOLD + "bold" + AnsiColor.RESET);
  }

  @Test
  void thereAreNoColoursWhereNobodySeesOrWantsThem() {
    assertFalse(terminal(Map.of("NO_COLOR", "1")).isColored());
    assertTrue(terminal(Map.of("NO_COLOR", "")).isColored());
    assertFalse(terminal(Map.of("TERM", "dumb")).isColored());
    assertFalse(terminal(Map.of()).withoutColors().isColored());
    assertFalse(new ColorStream(stream, false, Map.of()).isColored());
    ConsoleLogger log = ConsoleLogger.builder().sink(terminal(Map.of())).colors(false).build();
    log.error("plain");
    assertEquals("plain" + System.lineSeparator(), written.toString(UTF_8));
  }

  @Test
  void standardStreamsTakeMessages() {
    ConsoleLogger log = ConsoleLogger.builder().standardOutput(true).build();
    log.debug("not written");
    assertEquals(Terminal.present(), ColorStream.ofStandardError().isTerminal());
  }

  @Test
  void linesOfManyThreadsAreWhole() throws InterruptedException {
    ColorStream colored = terminal(Map.of());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String line = Integer.toString(i).repeat(100);
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < 50; n++) {
                  colored.write(Level.ERROR, line);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    List<String> whole = written.toString(UTF_8).lines().toList();
    assertEquals(400, whole.size());
    assertTrue(whole.stream().allMatch(l -> l.matches("\u001b\\[31m(\\d)\\1{99}\u001b\\[0m")));
  }
}
