package io.oras.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws the results of {@code bench/run blobs sizes} as SVG, both axes logarithmic. Each image has
 * a white background of its own, so it is legible on a dark page.
 */
public final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 380;
  private static final int LEFT = 60;
  private static final int BOTTOM = 50;
  private static final int TOP = 40;
  private static final int RIGHT = 130;
  private static final List<String> COLOURS =
      List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#c05a00", "#8c564b");

  private record Point(double x, double y) {}

  private final Map<String, List<Point>> curves = new LinkedHashMap<>();
  private final String title;
  private final String axis;
  private double left = Double.MAX_VALUE;
  private double right = Double.MIN_VALUE;
  private double bottom = Double.MAX_VALUE;
  private double top = Double.MIN_VALUE;

  private Plot(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /** Reads {@code blobs.csv} and {@code sizes.csv} from one folder and draws into another. */
  public static void main(String[] arguments) throws IOException {
    Path from = Path.of(arguments[0]);
    Path to = Path.of(arguments[1]);
    draw(from.resolve("blobs.csv"), 3, "Time, s", "number of blobs of 4 KiB", to);
    draw(from.resolve("blobs.csv"), 5, "Peak memory, MiB", "number of blobs of 4 KiB", to);
    draw(from.resolve("sizes.csv"), 3, "Time, s", "size of one blob, MiB", to);
    draw(from.resolve("sizes.csv"), 5, "Peak memory, MiB", "size of one blob, MiB", to);
  }

  private static void draw(Path csv, int column, String title, String axis, Path folder)
      throws IOException {
    Plot plot = new Plot(title, axis);
    List<String> lines = Files.readAllLines(csv);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (!cells[column].isEmpty()) {
        plot.add(
            cells[1] + " " + cells[2].toLowerCase(Locale.ROOT),
            Double.parseDouble(cells[0]),
            Double.parseDouble(cells[column]));
      }
    }
    String name = csv.getFileName().toString().replace(".csv", column == 3 ? "" : "-memory");
    Files.writeString(folder.resolve(name + ".svg"), plot.svg());
  }

  private void add(String curve, double x, double y) {
    curves.computeIfAbsent(curve, c -> new ArrayList<>()).add(new Point(x, y));
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, Math.pow(10, Math.floor(Math.log10(y))));
    top = Math.max(top, Math.pow(10, Math.ceil(Math.log10(y))));
  }

  private long x(double value) {
    double part = Math.log(value / left) / Math.log(right / left);
    return Math.round(LEFT + part * (WIDTH - LEFT - RIGHT));
  }

  private long y(double value) {
    double part = Math.log(value / bottom) / Math.log(top / bottom);
    return Math.round(HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP));
  }

  private String svg() {
    String label = "%s by %s: %s".formatted(title, axis, String.join(", ", curves.keySet()));
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" \
            role="img" aria-label="%s" font-family="sans-serif" font-size="13">
            <title>%s</title>
            <rect width="100%%" height="100%%" rx="6" fill="#ffffff"/>
            """
                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, label, label));
    text(svg, LEFT, TOP - 16, "start", "#202020", title);
    text(svg, (WIDTH - RIGHT + LEFT) / 2, HEIGHT - 10, "middle", "#202020", axis);
    for (double tick = bottom; tick < top * 1.1; tick *= 10) {
      line(svg, LEFT, y(tick), WIDTH - RIGHT, y(tick), "#c8c8c8\"");
      text(svg, LEFT - 8, y(tick) + 4, "end", "#404040", number(tick));
    }
    for (Point point : curves.values().iterator().next()) {
      text(svg, x(point.x()), HEIGHT - BOTTOM + 18, "middle", "#404040", number(point.x()));
    }
    int row = 0;
    for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
      curve(svg, curve.getKey(), curve.getValue(), row++);
    }
    return svg.append("</svg>\n").toString();
  }

  /** A colour for each client; the line of a pull is dashed. */
  private void curve(StringBuilder svg, String name, List<Point> points, int row) {
    List<String> clients =
        curves.keySet().stream().map(key -> key.replaceFirst(" .*", "")).distinct().toList();
    String colour = COLOURS.get(clients.indexOf(name.replaceFirst(" .*", "")) % COLOURS.size());
    String stroke =
        colour
            + "\" stroke-width=\"2\""
            + (name.endsWith("pull") ? " stroke-dasharray=\"6 4\"" : "");
    for (int i = 0; i < points.size(); i++) {
      Point here = points.get(i);
      svg.append(
          "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>\n"
              .formatted(x(here.x()), y(here.y()), colour));
      if (i > 0) {
        Point before = points.get(i - 1);
        line(svg, x(before.x()), y(before.y()), x(here.x()), y(here.y()), stroke);
      }
    }
    int height = TOP + 20 + 22 * row;
    line(svg, WIDTH - RIGHT + 10, height - 4, WIDTH - RIGHT + 34, height - 4, stroke);
    text(svg, WIDTH - RIGHT + 40, height, "start", "#202020", name);
  }

  private static void line(
      StringBuilder svg, long fromX, long fromY, long toX, long toY, String stroke) {
    svg.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s/>\n"
            .formatted(fromX, fromY, toX, toY, stroke));
  }

  private static void text(
      StringBuilder svg, long x, long y, String anchor, String colour, String words) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, colour, words));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : String.valueOf((float) value);
  }
}
