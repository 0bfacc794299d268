package io.oras.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows that is sent texts: the signs that progress uses, and no others. */
final class FakeScreen {
  private static final Pattern SIGN =
      Pattern.compile("\u001b\\[(\\??)(\\d*)([a-zA-Z])|(\n)|([^\u001b\n]+)");

  private final int rows;
  private final int columns;
  private final List<String> lines = new ArrayList<>(List.of(""));
  private int row;
  private boolean cursorHidden;

  FakeScreen(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  void write(String text) {
    Matcher sign = SIGN.matcher(text);
    int end = 0;
    while (sign.find()) {
      if (sign.start() != end) {
        throw new AssertionError("not understood: " + text.substring(end));
      }
      end = sign.end();
      if (sign.group(4) != null) {
        row++;
        if (row == lines.size()) {
          lines.add("");
        }
      } else if (sign.group(5) != null) {
        // Every text here is a line from its start.
        lines.set(row, sign.group(5).length() > columns ? "WRAPPED" : sign.group(5));
      } else {
        control(sign.group(1) + sign.group(3), sign.group(2));
      }
    }
  }

  private void control(String letter, String number) {
    switch (letter) {
      case "F" -> {
        row -= Integer.parseInt(number);
        if (row < lines.size() - rows) {
          throw new AssertionError("the cursor is above the screen");
        }
      }
      case "J" -> {
        lines.subList(row, lines.size()).clear();
        lines.add("");
      }
      case "K" -> {} // A line is written as a whole here.
      case "?l" -> cursorHidden |= number.equals("25");
      case "?h" -> cursorHidden &= !number.equals("25");
      default -> throw new AssertionError("not understood: " + number + letter);
    }
  }

  /** All lines, also those that have scrolled away. */
  List<String> lines() {
    return lines.stream().filter(line -> !line.isEmpty()).toList();
  }

  boolean cursorHidden() {
    return cursorHidden;
  }
}
