package io.oras.cli.output;

import io.oras.cli.output.TemplateNode.Constant;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as Go reads, converts and prints them. */
final class GoNumbers {
  /** The exponent from which on the shortest form has one. */
  private static final int SHORTEST_LIMIT = 6;

  private GoNumbers() {}

  /**
   * Reads a number or character.
   *
   * @throws TemplateException if it is none
   */
  static Constant constant(int position, String text) {
    if (text.startsWith("'")) {
      String value = GoText.unquote(text);
      if (value.codePointCount(0, value.length()) != 1) {
        throw new TemplateException("malformed character constant: " + text);
      }
      long code = value.codePointAt(0);
      return new Constant(position, text, code, code);
    }
    Long whole = null;
    BigInteger integer = integer(text);
    if (integer != null) {
      if (integer.bitLength() > 63) {
        throw new TemplateException("integer overflow: " + GoText.quote(text));
      }
      whole = integer.longValueExact();
      return new Constant(position, text, whole, whole);
    }
    Double number = decimal(text);
    if (number == null || number.isInfinite()) {
      throw new TemplateException("illegal number syntax: " + GoText.quote(text));
    }
    if (number == Math.rint(number) && Math.abs(number) < 0x1p63) {
      whole = number.longValue();
    }
    boolean real = text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
    return new Constant(position, text, real ? (Object) number : whole, whole);
  }

  /** Reads an integer with Go's prefixes and underscores; null where the text is none. */
  private static @Nullable BigInteger integer(String text) {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    int radix = 10;
    if (digits.length() > 1 && digits.startsWith("0")) {
      char prefix = Character.toLowerCase(digits.charAt(1));
      radix = prefix == 'x' ? 16 : prefix == 'b' ? 2 : 8;
      digits = digits.substring("xbo".indexOf(prefix) < 0 ? 1 : 2);
    }
    if (digits.isEmpty() || digits.length() > 100) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(digits, radix);
    return negative ? value.negate() : value;
  }

  private static @Nullable Double decimal(String text) {
    String digits = text.replace("_", "");
    boolean allowed =
        digits.chars().allMatch(c -> "0123456789+-.eExXabcdefABCDEFpP".indexOf(c) >= 0);
    boolean hexadecimal = digits.matches("[+-]?0[xX].*");
    if (!allowed || (!hexadecimal && !digits.matches("[0-9eE.+-]+"))) {
      return null;
    }
    try {
      return Double.valueOf(digits);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Converts as sprig's {@code int}; 0 where the value is no number. */
  static long toLong(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Double number) {
      return number.longValue();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof String text) {
      BigInteger number = integer(text.replaceFirst("\\.[0-9]*$", ""));
      return number == null || number.bitLength() > 63 ? 0 : number.longValueExact();
    }
    return 0;
  }

  /** Converts as sprig's {@code float64}; 0 where the value is no number. */
  static double toDouble(@Nullable Object value) {
    if (value instanceof String text) {
      Double number = decimal(text);
      return number == null ? 0 : number;
    }
    return value instanceof Double number ? number : toLong(value);
  }

  /** Prints as {@code %v}. */
  static String print(double value) {
    return general(value, -1);
  }

  /** Prints as JSON of Go. */
  static String json(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-6 || size >= 1e21)) {
      return scientific(value, -1).replace("e-0", "e-");
    }
    return fixed(value, -1);
  }

  private static @Nullable String special(double value) {
    return Double.isNaN(value)
        ? "NaN"
        : Double.isInfinite(value) ? value > 0 ? "+Inf" : "-Inf" : null;
  }

  /** Returns the number of fewest digits that reads as the value. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(Math.abs(value));
    int digits = 1;
    BigDecimal number = rounded(exact, digits);
    while (number.doubleValue() != Math.abs(value)) {
      number = rounded(exact, ++digits);
    }
    return number.stripTrailingZeros();
  }

  private static BigDecimal rounded(BigDecimal number, int digits) {
    return number.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  /** {@code %f}; a negative precision stands for the shortest text that reads as the number. */
  static String fixed(double value, int precision) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    BigDecimal number =
        precision < 0
            ? shortest(value)
            : new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN);
    return sign(value) + number.toPlainString();
  }

  /** {@code %e}. */
  static String scientific(double value, int precision) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    BigDecimal number = precision < 0 ? shortest(value) : new BigDecimal(Math.abs(value));
    if (precision >= 0 && number.signum() != 0) {
      int digits = number.precision() - precision - 1;
      number = number.setScale(number.scale() - digits, RoundingMode.HALF_EVEN);
    }
    String digits = number.unscaledValue().toString();
    int exponent = number.signum() == 0 ? 0 : digits.length() - 1 - number.scale();
    int wanted = precision < 0 ? digits.length() : precision + 1;
    digits = (digits + "0".repeat(wanted)).substring(0, wanted);
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    return sign(value) + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + power;
  }

  /** {@code %g}; a negative precision as in {@link #fixed}. */
  static String general(double value, int precision) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    int digits = precision == 0 ? 1 : precision;
    BigDecimal number =
        digits < 0
            ? shortest(value)
            : rounded(new BigDecimal(Math.abs(value)), digits).stripTrailingZeros();
    int exponent = number.signum() == 0 ? 0 : number.precision() - 1 - number.scale();
    if (exponent < -4 || exponent >= (digits < 0 ? SHORTEST_LIMIT : digits)) {
      return sign(value) + scientific(number.doubleValue(), number.precision() - 1);
    }
    return sign(value) + number.toPlainString();
  }
}
