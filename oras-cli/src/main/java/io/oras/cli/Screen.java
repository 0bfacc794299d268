package io.oras.cli;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a person sees what is written.
 *
 * @param rows at least 10
 * @param columns at least 80
 * @param colors whether they are wanted (no-color.org)
 */
record Screen(int rows, int columns, boolean colors) {
  private static final int LEAST_ROWS = 10;
  private static final int LEAST_COLUMNS = 80;
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,6}) (\\d{1,6})\\s*");

  Screen {
    rows = Math.max(LEAST_ROWS, rows);
    columns = Math.max(LEAST_COLUMNS, columns);
  }

  /**
   * A screen, or null for one on which the cursor does not move.
   *
   * @param size rows and columns, as {@code stty size} prints them; anything else is taken from the
   *     environment
   */
  static @Nullable Screen of(String size, UnaryOperator<@Nullable String> environment) {
    if ("dumb".equals(environment.apply("TERM"))) {
      return null;
    }
    String never = environment.apply("NO_COLOR");
    boolean colors = never == null || never.isEmpty();
    Matcher given = SIZE.matcher(size);
    if (!given.matches() || given.group(2).equals("0")) {
      given = SIZE.matcher(environment.apply("LINES") + " " + environment.apply("COLUMNS"));
    }
    return given.matches()
        ? new Screen(Integer.parseInt(given.group(1)), Integer.parseInt(given.group(2)), colors)
        : new Screen(LEAST_ROWS, LEAST_COLUMNS, colors);
  }
}
