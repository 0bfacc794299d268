package io.oras.cli.output;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions on times, regular expressions and what a template knows of the process. */
final class ProcessFunctions {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:([*#$@!?0-9-])|([A-Za-z_][A-Za-z0-9_]*)|\\{([^}]*)})");

  /** Largest unit first, as {@code durationRound} chooses it; in seconds. */
  private static final List<String> ROUND_UNITS = List.of("y", "mo", "d", "h", "m", "s");

  private static final long[] ROUND_SECONDS = {31_536_000, 2_592_000, 86_400, 3600, 60, 1};

  private ProcessFunctions() {}

  /** Returns the result, or null if the function is none of these. */
  static @Nullable Object apply(
      String name, List<@Nullable Object> arguments, TemplateProcess process)
      throws FunctionException {
    Object first = arguments.isEmpty() ? null : arguments.get(0);
    Object second = arguments.size() < 2 ? null : arguments.get(1);
    String text = first instanceof String given ? given : "";
    ZoneId local = process.clock().getZone();
    return switch (name) {
      case "env" -> process.variable(text);
      case "expandenv" -> expanded(text, process);
      case "uuidv4" -> UUID.randomUUID().toString();
      case "now" -> ZonedDateTime.now(process.clock());
      case "date" -> GoTime.format(text, time(second, process).withZoneSameInstant(local));
      case "dateInZone", "date_in_zone" ->
          GoTime.format(text, in(String.valueOf(arguments.get(2)), second, process));
      case "htmlDate" ->
          GoTime.format("2006-01-02", time(first, process).withZoneSameInstant(local));
      case "htmlDateInZone" ->
          GoTime.format("2006-01-02", in(String.valueOf(second), first, process));
      case "dateModify", "date_modify", "mustDateModify", "must_date_modify" ->
          modified(name, text, second);
      case "toDate", "mustToDate" -> parsed(name, text, String.valueOf(second), local);
      case "unixEpoch" ->
          first instanceof ZonedDateTime time ? Long.toString(time.toEpochSecond()) : null;
      case "ago" -> ago(time(first, process), process);
      case "duration" -> GoTime.print(seconds(first) * 1_000_000_000L);
      case "durationRound" -> rounded(first, process);
      default -> name.contains("egex") ? regex(name, text, arguments) : null;
    };
  }

  private static String expanded(String text, TemplateProcess process) {
    Matcher variable = VARIABLE.matcher(text);
    return variable.replaceAll(
        match -> {
          String name = match.group(2) == null ? match.group(3) : match.group(2);
          return Matcher.quoteReplacement(name == null ? "" : process.variable(name));
        });
  }

  /** Returns a time as sprig takes it: numbers are Unix seconds, and all else is now. */
  private static ZonedDateTime time(@Nullable Object value, TemplateProcess process) {
    return value instanceof ZonedDateTime time
        ? time
        : value instanceof Long seconds
            ? Instant.ofEpochSecond(seconds).atZone(process.clock().getZone())
            : ZonedDateTime.now(process.clock());
  }

  private static ZonedDateTime in(String zone, @Nullable Object value, TemplateProcess process) {
    ZoneId wanted = GoTime.zone(zone, process.clock().getZone());
    return time(value, process).withZoneSameInstant(wanted);
  }

  private static @Nullable Object modified(String name, String by, @Nullable Object value)
      throws FunctionException {
    if (!(value instanceof ZonedDateTime time)) {
      return null;
    }
    try {
      return time.plusNanos(GoTime.duration(by));
    } catch (FunctionException e) {
      if (name.startsWith("must")) {
        throw e;
      }
      return time;
    }
  }

  private static ZonedDateTime parsed(String name, String layout, String text, ZoneId local)
      throws FunctionException {
    try {
      return GoTime.parse(layout, text, local);
    } catch (FunctionException e) {
      if (name.startsWith("must")) {
        throw e;
      }
      return GoTime.ZERO;
    }
  }

  private static String ago(ZonedDateTime time, TemplateProcess process) {
    Duration passed = Duration.between(time, ZonedDateTime.now(process.clock()));
    return GoTime.print(passed.plusMillis(500).truncatedTo(ChronoUnit.SECONDS).toNanos());
  }

  private static long seconds(@Nullable Object value) {
    if (value instanceof Long seconds) {
      return seconds;
    }
    try {
      return value instanceof String text ? Long.parseLong(text) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String rounded(@Nullable Object value, TemplateProcess process) {
    long nanos = 0;
    if (value instanceof String text) {
      try {
        nanos = GoTime.duration(text);
      } catch (FunctionException e) {
        nanos = 0;
      }
    } else if (value instanceof Long number) {
      nanos = number;
    } else if (value instanceof ZonedDateTime time) {
      nanos = Duration.between(time, ZonedDateTime.now(process.clock())).toNanos();
    }
    Duration size = Duration.ofNanos(nanos).abs();
    for (int i = 0; i < ROUND_SECONDS.length; i++) {
      if (size.compareTo(Duration.ofSeconds(ROUND_SECONDS[i])) > 0) {
        return size.toSeconds() / ROUND_SECONDS[i] + ROUND_UNITS.get(i);
      }
    }
    return "0s";
  }

  private static @Nullable Object regex(
      String name, String expression, List<@Nullable Object> arguments) throws FunctionException {
    if (name.equals("regexQuoteMeta")) {
      return RegexTranslator.quoted(expression);
    }
    boolean must = name.startsWith("must");
    String input = String.valueOf(arguments.get(1));
    Object third = arguments.size() < 3 ? null : arguments.get(2);
    GoRegex regex;
    try {
      regex = new GoRegex(expression);
    } catch (FunctionException e) {
      boolean ofGo = String.valueOf(e.getMessage()).startsWith("error parsing");
      if (name.equals("regexMatch") && ofGo) {
        return false;
      }
      throw must || !ofGo
          ? e
          : new FunctionException("regexp: Compile(" + quoted(expression) + "): " + e.getMessage());
    }
    long most = third instanceof Long number ? number : -1;
    return switch (name.replace("must", "").toLowerCase(Locale.ROOT)) {
      case "regexmatch" -> regex.matches(input);
      case "regexfind" -> regex.find(input);
      case "regexfindall" -> regex.findAll(input, most);
      case "regexsplit" -> regex.split(input, most);
      case "regexreplaceall" -> regex.replaceAll(input, String.valueOf(third), false);
      case "regexreplaceallliteral" -> regex.replaceAll(input, String.valueOf(third), true);
      default -> null;
    };
  }

  private static String quoted(String expression) {
    return expression.contains("`") ? GoText.quote(expression) : "`" + expression + "`";
  }
}
