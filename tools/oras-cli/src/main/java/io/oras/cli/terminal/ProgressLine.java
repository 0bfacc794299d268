package io.oras.cli.terminal;

import io.oras.cli.output.HumanUnits;
import io.oras.cli.output.StyledText;
import io.oras.console.AnsiColor;
import java.util.List;
import java.util.Locale;

/**
 * Draws the two lines of one blob: what happens to it, how fast and how far; and its digest.
 *
 * <pre>
 * ⠹ [██████████████████..](93.9 MB/s) Uploading big.bin        25.60/28.6 MB  89.51%  304ms
 *   └─ sha256:039332623c14be350b003d3456c9cb2cdfd072a324259690301735f2099613e0
 * </pre>
 */
final class ProgressLine {
  private static final int BAR = 20;
  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

  private final Screen screen;

  ProgressLine(Screen screen) {
    this.screen = screen;
  }

  /**
   * The lines, neither wider than the screen.
   *
   * @param width of the verbs, which are padded to it
   * @param tick which picture of the spinner
   */
  List<StyledText> of(BlobProgress blob, int width, int tick) {
    StyledText top =
        switch (blob.phase()) {
          case MOVING ->
              mark(AnsiColor.YELLOW, SPINNER.charAt(Math.floorMod(tick, SPINNER.length())));
          case DONE -> mark(AnsiColor.GREEN, '✓');
          case FAILED -> mark(AnsiColor.RED, '✗');
        };
    String bar = blob.phase() == BlobProgress.Phase.DONE ? "" : bar(blob) + " ";
    String end =
        String.format(
            Locale.ROOT,
            " %s %6.2f%% %6s",
            HumanUnits.part(blob.transferred(), blob.content().size()),
            blob.percent(),
            HumanUnits.time(blob.nanos()));
    String what =
        String.format(
            Locale.ROOT, "%-" + width + "s %s", blob.verb(), StatusWords.name(blob.content()));
    int columns = screen.columns() - 2 - bar.length() - end.length();
    String digest = fit(blob.content().digest().toString(), screen.columns() - 5);
    return List.of(
        top.append(" " + bar + fit(what, columns) + end),
        new StyledText().append("  └─ " + digest));
  }

  private String bar(BlobProgress blob) {
    int full = (int) (blob.percent() * BAR / 100);
    return "["
        + "█".repeat(full)
        + ".".repeat(BAR - full)
        + "](%9s)".formatted(HumanUnits.speed(blob.transferred(), blob.nanos()));
  }

  private static String fit(String text, int columns) {
    int length = text.codePointCount(0, text.length());
    return length <= columns
        ? text + " ".repeat(columns - length)
        : text.substring(0, text.offsetByCodePoints(0, columns - 1)) + "…";
  }

  private StyledText mark(AnsiColor color, char sign) {
    return new StyledText().append(screen.colors() ? color : null, String.valueOf(sign));
  }
}
