package io.oras.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Sizes, speeds and times for people. */
public final class HumanUnits {
  private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private HumanUnits() {}

  /** A size as {@code 16.5 KB}. */
  public static String size(long bytes) {
    int unit = unit(bytes);
    return unit == 0
        ? bytes + " B"
        : decimals(in(unit, bytes), 1).replaceFirst("\\.0$", "") + " " + UNITS.get(unit);
  }

  /** How much of how much, in the unit of the latter: {@code 21.20/28.6 MB}. */
  public static String part(long bytes, long of) {
    int unit = unit(of);
    String some =
        unit == 0 || bytes == of ? "" + short3(unit, bytes) : decimals(in(unit, bytes), 2);
    return some + "/" + short3(unit, of) + (unit == 0 ? "  " : " ") + UNITS.get(unit);
  }

  /** So many bytes in so many nanoseconds, as {@code 93.9 MB/s}. */
  public static String speed(long bytes, long nanos) {
    long each = nanos <= 0 ? 0 : (long) (bytes * (double) SECOND / nanos);
    int unit = unit(each);
    return short3(unit, each) + (unit == 0 ? "  " : " ") + UNITS.get(unit) + "/s";
  }

  /** A time as {@code 300ms}, {@code 2.5s} or {@code 1m5s}. */
  public static String time(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    if (millis < 1000) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    return seconds < 60
        ? seconds + "." + millis % 1000 / 100 + "s"
        : seconds / 60 + "m" + seconds % 60 + "s";
  }

  private static int unit(long bytes) {
    int unit = 0;
    for (long rest = bytes; rest >= 1024 && unit < UNITS.size() - 1; rest /= 1024) {
      unit++;
    }
    return unit;
  }

  private static double in(int unit, long bytes) {
    return bytes / Math.pow(1024, unit);
  }

  /** With three digits at most, unless there are four before the point. */
  private static String short3(int unit, long bytes) {
    double value = in(unit, bytes);
    return unit == 0 || value >= 99.95
        ? decimals(value, 0)
        : decimals(value, value >= 9.995 ? 1 : 2).replaceFirst("\\.?0+$", "");
  }

  private static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
