package io.oras.cli.output;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and durations in the form of Go's package {@code time}. */
final class GoTime {
  /** The time of Go's zero value. */
  static final ZonedDateTime ZERO = LocalDateTime.of(1, 1, 1, 0, 0).atZone(ZoneId.of("UTC"));

  /** How a time stands in JSON (RFC 3339). */
  static final String JSON = "2006-01-02T15:04:05.999999999Z07:00";

  /** How Go prints a time. */
  private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";

  private static final Pattern ELEMENT =
      Pattern.compile(
          "January|Jan|Monday|Mon|MST|2006|__2|_2|002|01|02|03|04|05|06|15|PM|pm"
              + "|[-Z]07:00:00|[-Z]070000|[-Z]07:00|[-Z]0700|[-Z]07|[.,](0+|9+)(?![0-9])|[1-5]");

  /** The elements of layouts as letters of {@link DateTimeFormatter}. */
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("January", "MMMM"),
          Map.entry("Jan", "MMM"),
          Map.entry("1", "M"),
          Map.entry("01", "MM"),
          Map.entry("Monday", "EEEE"),
          Map.entry("Mon", "EEE"),
          Map.entry("2", "d"),
          Map.entry("_2", "ppd"),
          Map.entry("02", "dd"),
          Map.entry("__2", "pppD"),
          Map.entry("002", "DDD"),
          Map.entry("15", "HH"),
          Map.entry("3", "h"),
          Map.entry("03", "hh"),
          Map.entry("4", "m"),
          Map.entry("04", "mm"),
          Map.entry("5", "s"),
          Map.entry("05", "ss"),
          Map.entry("06", "uu"));

  private static final Pattern DURATION_PART =
      Pattern.compile("([0-9]*\\.?[0-9]*)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns",
          1L,
          "us",
          1_000L,
          "µs",
          1_000L,
          "μs",
          1_000L,
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "h",
          3_600_000_000_000L);

  private GoTime() {}

  /** Returns a time as Go prints it. */
  static String print(ZonedDateTime time) {
    return format(PRINTED, time);
  }

  /** {@code Format}. */
  static String format(String layout, ZonedDateTime time) {
    return formatter(layout, false, time.getZone()).format(time);
  }

  /**
   * {@code ParseInLocation}.
   *
   * @throws FunctionException if the text does not have that layout
   */
  static ZonedDateTime parse(String layout, String text, ZoneId zone) throws FunctionException {
    try {
      TemporalAccessor parsed = formatter(layout, true, zone).parse(text);
      LocalDateTime local = LocalDateTime.from(parsed);
      ZoneId given = parsed.query(TemporalQueries.zone());
      return local.atZone(
          given == null ? zone : given.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : given);
    } catch (DateTimeException e) {
      throw new FunctionException(
          "parsing time %s as %s: %s"
              .formatted(GoText.quote(text), GoText.quote(layout), "the text has another layout"));
    }
  }

  private static DateTimeFormatter formatter(String layout, boolean parsing, ZoneId zone) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    Matcher element = ELEMENT.matcher(layout);
    int from = 0;
    boolean hours = false;
    while (element.find()) {
      String name = element.group();
      boolean word = name.equals("Jan") || name.equals("Mon");
      if (word && element.end() < layout.length() && isLower(layout.charAt(element.end()))) {
        continue; // Such as "Janet": a word of the layout's own.
      }
      literal(builder, layout.substring(from, element.start()));
      from = element.end();
      hours |= name.equals("3") || name.equals("03");
      if (name.equals("MST")) {
        zoneName(builder, parsing, zone);
      } else {
        append(builder, name);
      }
    }
    literal(builder, layout.substring(from));
    if (parsing) {
      defaults(builder, hours, layout);
    }
    return builder.toFormatter(Locale.ENGLISH);
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static void literal(DateTimeFormatterBuilder builder, String text) {
    if (!text.isEmpty()) {
      builder.appendLiteral(text);
    }
  }

  /** What a layout does not name is the first of its kind, as in Go. */
  private static void defaults(DateTimeFormatterBuilder builder, boolean hours, String layout) {
    if (!layout.contains("002") && !layout.contains("__2")) {
      builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
      builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
    }
    if (!layout.contains("06")) {
      builder.parseDefaulting(ChronoField.YEAR, 0);
    }
    if (hours) {
      builder.parseDefaulting(ChronoField.AMPM_OF_DAY, 0);
    } else {
      builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
    }
    builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
    builder.parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
  }

  private static void append(DateTimeFormatterBuilder builder, String name) {
    String letters = LETTERS.get(name);
    if (letters != null) {
      builder.appendPattern(letters);
      return;
    }
    switch (name.charAt(0)) {
      case '2' -> builder.appendValue(ChronoField.YEAR, 4, 9, SignStyle.NORMAL);
      case 'P' -> builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"));
      case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "am", 1L, "pm"));
      case '-', 'Z' -> {
        String pattern =
            switch (name.substring(1)) {
              case "07" -> "+HHmm";
              case "0700" -> "+HHMM";
              case "07:00" -> "+HH:MM";
              case "070000" -> "+HHMMSS";
              default -> "+HH:MM:SS";
            };
        String zero = pattern.equals("+HHmm") ? "+00" : pattern.replaceAll("[HMS]", "0");
        builder.appendOffset(pattern, name.startsWith("Z") ? "Z" : zero);
      }
      default -> {
        int digits = name.length() - 1;
        boolean trimmed = name.charAt(1) == '9';
        // A comma stands for the point, as in ISO 8601.
        if (!trimmed) {
          builder.appendLiteral(name.charAt(0));
        }
        builder.appendFraction(
            ChronoField.NANO_OF_SECOND,
            trimmed ? 0 : Math.min(9, digits),
            Math.min(9, digits),
            trimmed);
      }
    }
  }

  private static void zoneName(DateTimeFormatterBuilder builder, boolean parsing, ZoneId zone) {
    if (parsing) {
      builder.optionalStart().appendZoneText(TextStyle.SHORT).optionalEnd();
    } else if (zone instanceof ZoneOffset) {
      builder.appendOffset("+HHMM", "+0000");
    } else {
      builder.appendZoneText(TextStyle.SHORT);
    }
  }

  /** Returns a zone as {@code LoadLocation} finds it; UTC if there is none of that name. */
  static ZoneId zone(String name, ZoneId local) {
    if (name.equals("Local")) {
      return local;
    }
    try {
      ZoneId zone = ZoneId.of(name.isEmpty() ? "UTC" : name);
      // Go has no offsets for names.
      return zone instanceof ZoneOffset ? ZoneId.of("UTC") : zone;
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }

  /**
   * {@code ParseDuration}, in nanoseconds.
   *
   * @throws FunctionException with the message of Go
   */
  static long duration(String text) throws FunctionException {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = DURATION_PART.matcher(rest);
    int end = 0;
    while (end < rest.length() && part.region(end, rest.length()).lookingAt()) {
      String number = part.group(1);
      if (number.isEmpty() || number.equals(".") || number.length() > 40) {
        break;
      }
      long unit = UNITS.getOrDefault(part.group(2), 1L);
      nanos = nanos.add(new BigDecimal(number).multiply(BigDecimal.valueOf(unit)));
      end = part.end();
    }
    BigDecimal whole = nanos.setScale(0, RoundingMode.DOWN);
    if (rest.isEmpty() || end < rest.length() || whole.toBigInteger().bitLength() > 63) {
      boolean unitless = !rest.isEmpty() && rest.chars().allMatch(c -> c >= '0' && c <= '9');
      throw new FunctionException(
          "time: "
              + (unitless ? "missing unit in" : "invalid")
              + " duration "
              + GoText.quote(text));
    }
    return negative ? -whole.longValue() : whole.longValue();
  }

  /** {@code String} of a duration in nanoseconds. */
  static String print(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    BigDecimal size = BigDecimal.valueOf(nanos).abs();
    for (String unit : List.of("ns", "µs", "ms")) {
      BigDecimal one = BigDecimal.valueOf(UNITS.getOrDefault(unit, 1L));
      if (size.compareTo(one.multiply(BigDecimal.valueOf(1000))) < 0) {
        return sign + plain(size.divide(one)) + unit;
      }
    }
    BigDecimal seconds = size.movePointLeft(9);
    long minutes = seconds.longValue() / 60;
    BigDecimal rest = seconds.subtract(BigDecimal.valueOf(minutes * 60));
    String hours = minutes >= 60 ? minutes / 60 + "h" : "";
    return sign + hours + (minutes > 0 ? minutes % 60 + "m" : "") + plain(rest) + "s";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
