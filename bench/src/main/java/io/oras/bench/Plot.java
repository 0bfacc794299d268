package io.oras.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Draws the curves of {@code bench/run blobs sizes} with Java2D, both axes logarithmic. */
public final class Plot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int BOTTOM = 50;
  private static final int TOP = 40;
  private static final int RIGHT = 150;
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x1f77b4),
          new Color(0xd62728),
          new Color(0x2ca02c),
          new Color(0x9467bd),
          new Color(0xff7f0e),
          new Color(0x8c564b),
          new Color(0x7f7f7f));

  private record Point(double x, double y) {}

  private final Map<String, List<Point>> curves = new LinkedHashMap<>();
  private final String title;
  private final String axis;
  private double left = Double.MAX_VALUE;
  private double right = Double.MIN_VALUE;
  private double low = Double.MAX_VALUE;
  private double high = Double.MIN_VALUE;

  private Plot(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /** Reads {@code blobs.csv} and {@code sizes.csv} from one folder and draws into another. */
  public static void main(String[] arguments) throws IOException {
    Path from = Path.of(arguments[0]);
    Path to = Files.createDirectories(Path.of(arguments[1]));
    for (String series : List.of("blobs", "sizes")) {
      Path csv = from.resolve(series + ".csv");
      if (Files.exists(csv)) {
        String axis = series.equals("blobs") ? "blobs of 4 KiB" : "MiB in one blob";
        draw(csv, "PUSH", 3, axis, "push, seconds", to.resolve(series + "-push.png"));
        draw(csv, "PULL", 3, axis, "pull, seconds", to.resolve(series + "-pull.png"));
        draw(csv, "PUSH", 5, axis, "push, peak MiB", to.resolve(series + "-push-memory.png"));
        draw(csv, "PULL", 5, axis, "pull, peak MiB", to.resolve(series + "-pull-memory.png"));
      }
    }
  }

  private static void draw(Path csv, String job, int column, String axis, String title, Path to)
      throws IOException {
    Plot plot = new Plot(title, axis);
    for (String line : Files.readAllLines(csv)) {
      List<String> cells = Pattern.compile(",").splitAsStream(line).toList();
      if (cells.get(2).equals(job)) {
        plot.add(
            cells.get(1), Double.parseDouble(cells.get(0)), Double.parseDouble(cells.get(column)));
      }
    }
    ImageIO.write(plot.image(), "png", to.toFile());
  }

  private void add(String curve, double x, double y) {
    curves.computeIfAbsent(curve, c -> new ArrayList<>()).add(new Point(x, y));
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }

  private int x(double value) {
    double part = Math.log(value / left) / Math.log(right / left);
    return (int) (LEFT + part * (WIDTH - LEFT - RIGHT));
  }

  private int y(double value) {
    double bottom = Math.pow(10, Math.floor(Math.log10(low)));
    double top = Math.pow(10, Math.ceil(Math.log10(high)));
    double part = Math.log(value / bottom) / Math.log(top / bottom);
    return (int) (HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP));
  }

  private BufferedImage image() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(Color.BLACK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    g.drawString(title, LEFT, TOP - 15);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    g.drawString(axis, (WIDTH - RIGHT + LEFT) / 2 - 40, HEIGHT - 12);
    grid(g);
    int row = 0;
    for (Map.Entry<String, List<Point>> curve : curves.entrySet()) {
      g.setColor(COLOURS.get(row % COLOURS.size()));
      g.setStroke(new BasicStroke(curve.getKey().equals("ours") ? 3 : 1.5f));
      line(g, curve.getValue());
      g.drawString(curve.getKey(), WIDTH - RIGHT + 15, TOP + 20 + 18 * row++);
    }
    g.dispose();
    return image;
  }

  private void line(Graphics2D g, List<Point> points) {
    for (int i = 0; i < points.size(); i++) {
      Point here = points.get(i);
      g.fillOval(x(here.x()) - 3, y(here.y()) - 3, 6, 6);
      if (i > 0) {
        Point before = points.get(i - 1);
        g.drawLine(x(before.x()), y(before.y()), x(here.x()), y(here.y()));
      }
    }
  }

  private void grid(Graphics2D g) {
    double bottom = Math.pow(10, Math.floor(Math.log10(low)));
    for (double tick = bottom; tick <= high * 10; tick *= 10) {
      if (y(tick) < TOP - 1) {
        break;
      }
      g.setColor(Color.LIGHT_GRAY);
      g.drawLine(LEFT, y(tick), WIDTH - RIGHT, y(tick));
      g.setColor(Color.BLACK);
      g.drawString("%s".formatted(number(tick)), 15, y(tick) + 4);
    }
    for (Point point : curves.values().iterator().next()) {
      g.setColor(Color.BLACK);
      g.drawString(number(point.x()), x(point.x()) - 10, HEIGHT - BOTTOM + 18);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : String.valueOf((float) value);
  }
}
