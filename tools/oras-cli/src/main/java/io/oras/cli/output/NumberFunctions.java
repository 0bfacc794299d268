package io.oras.cli.output;

import static io.oras.cli.output.TemplateFunctions.limited;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions on numbers. */
final class NumberFunctions {
  /** Digits behind the point that a division keeps. */
  private static final int DIVISION_SCALE = 16;

  private NumberFunctions() {}

  /** Returns the result, or null if the function is none of these. */
  static @Nullable Object apply(String name, List<@Nullable Object> arguments)
      throws FunctionException {
    Object first = arguments.isEmpty() ? null : arguments.get(0);
    return switch (name) {
      case "int", "int64" -> GoNumbers.toLong(first);
      case "atoi" -> atoi(String.valueOf(first));
      case "float64" -> GoNumbers.toDouble(first);
      case "toDecimal" -> toDecimal(GoFormat.value(first));
      case "add1" -> GoNumbers.toLong(first) + 1;
      case "add", "sub", "mul", "div", "mod", "max", "biggest", "min" -> integers(name, arguments);
      case "add1f" -> decimals("addf", Arrays.asList(first, 1L));
      case "addf", "subf", "mulf", "divf" -> decimals(name, arguments);
      case "maxf", "minf" -> {
        double result = GoNumbers.toDouble(first);
        for (Object value : arguments) {
          double other = GoNumbers.toDouble(value);
          result = name.equals("maxf") ? Math.max(result, other) : Math.min(result, other);
        }
        yield result;
      }
      case "ceil" -> Math.ceil(GoNumbers.toDouble(first));
      case "floor" -> Math.floor(GoNumbers.toDouble(first));
      case "round" -> round(arguments);
      case "until" -> {
        long end = number(first);
        yield steps(0, end, end < 0 ? -1 : 1);
      }
      case "untilStep" -> steps(number(first), number(arguments.get(1)), number(arguments.get(2)));
      case "seq" -> sequence(arguments);
      default -> null;
    };
  }

  private static long number(@Nullable Object value) {
    return (Long) Objects.requireNonNull(value);
  }

  private static long atoi(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static long toDecimal(String octal) {
    try {
      return Long.parseLong(octal, 8);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Long integers(String name, List<@Nullable Object> values)
      throws FunctionException {
    long result = values.isEmpty() ? 0 : GoNumbers.toLong(values.get(0));
    for (int i = 1; i < values.size(); i++) {
      long other = GoNumbers.toLong(values.get(i));
      if (other == 0 && (name.equals("div") || name.equals("mod"))) {
        throw new FunctionException("runtime error: integer divide by zero");
      }
      result =
          switch (name) {
            case "add" -> result + other;
            case "sub" -> result - other;
            case "mul" -> result * other;
            case "div" -> result / other;
            case "mod" -> result % other;
            case "min" -> Math.min(result, other);
            default -> Math.max(result, other);
          };
    }
    return result;
  }

  private static Double decimals(String name, List<@Nullable Object> values)
      throws FunctionException {
    BigDecimal result = BigDecimal.ZERO;
    for (int i = 0; i < values.size(); i++) {
      double number = GoNumbers.toDouble(values.get(i));
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw new FunctionException("Cannot create a Decimal from " + number);
      }
      BigDecimal other = new BigDecimal(GoNumbers.fixed(number, -1));
      if (i > 0 && name.equals("divf") && other.signum() == 0) {
        throw new FunctionException("decimal division by 0");
      }
      result =
          i == 0
              ? other
              : switch (name) {
                case "addf" -> result.add(other);
                case "subf" -> result.subtract(other);
                case "mulf" -> result.multiply(other);
                default -> result.divide(other, DIVISION_SCALE, RoundingMode.HALF_UP);
              };
    }
    return result.doubleValue();
  }

  private static Double round(List<@Nullable Object> arguments) {
    double half = arguments.size() > 2 ? GoNumbers.toDouble(arguments.get(2)) : 0.5;
    double power = Math.pow(10, (double) number(arguments.get(1)));
    double digit = power * GoNumbers.toDouble(arguments.get(0));
    double fraction = digit < 0 ? digit - Math.ceil(digit) : digit - Math.floor(digit);
    return (fraction >= half ? Math.ceil(digit) : Math.floor(digit)) / power;
  }

  private static List<Object> steps(long from, long to, long step) throws FunctionException {
    List<Object> numbers = new ArrayList<>();
    if (step == 0 || (to < from) != (step < 0)) {
      return numbers;
    }
    limited(Math.abs((to - from) / step));
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      numbers.add(i);
    }
    return numbers;
  }

  private static String sequence(List<@Nullable Object> numbers) throws FunctionException {
    int count = numbers.size();
    if (count == 0 || count > 3) {
      return "";
    }
    long from = count == 1 ? 1 : number(numbers.get(0));
    long to = number(numbers.get(count - 1));
    long sign = to < from ? -1 : 1;
    long step = count == 3 ? number(numbers.get(1)) : sign;
    return steps(from, to + sign, step).stream()
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }
}
