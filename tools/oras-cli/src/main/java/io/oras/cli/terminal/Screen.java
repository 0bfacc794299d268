package io.oras.cli.terminal;

import io.oras.api.spi.Environment;
import java.util.Optional;
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
public record Screen(int rows, int columns, boolean colors) {
  private static final int LEAST_ROWS = 10;
  private static final int LEAST_COLUMNS = 80;
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,6}) (\\d{1,6})\\s*");

  public Screen {
    rows = Math.max(LEAST_ROWS, rows);
    columns = Math.max(LEAST_COLUMNS, columns);
  }

  /**
   * A screen, or null for one on which the cursor does not move.
   *
   * @param size rows and columns, as {@code stty size} prints them; anything else is taken from the
   *     environment
   */
  static @Nullable Screen of(String size, Environment environment) {
    if (environment.variable("TERM").equals(Optional.of("dumb"))) {
      return null;
    }
    boolean colors = environment.variable("NO_COLOR").isEmpty();
    Matcher given = SIZE.matcher(size);
    if (!given.matches() || given.group(2).equals("0")) {
      given =
          SIZE.matcher(
              environment.variable("LINES").orElse("")
                  + " "
                  + environment.variable("COLUMNS").orElse(""));
    }
    return given.matches()
        ? new Screen(Integer.parseInt(given.group(1)), Integer.parseInt(given.group(2)), colors)
        : new Screen(LEAST_ROWS, LEAST_COLUMNS, colors);
  }
}
