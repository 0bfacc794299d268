package io.oras.cli.output;

import static io.oras.cli.output.TemplateFunctions.orNil;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions on values of any type: comparing, choosing, and naming types. */
final class ComparingFunctions {
  private ComparingFunctions() {}

  /** Returns the result, or null if the function is none of these. */
  static @Nullable Object apply(String name, List<@Nullable Object> arguments)
      throws FunctionException {
    Object first = arguments.isEmpty() ? null : arguments.get(0);
    Object second = arguments.size() < 2 ? null : arguments.get(1);
    return switch (name) {
      case "not" -> !GoTemplate.isTrue(first);
      case "eq" -> anyEqual(first, arguments.subList(1, arguments.size()));
      case "ne" -> !equal(first, second);
      case "lt" -> less(first, second);
      case "le" -> less(first, second) || equal(first, second);
      case "gt" -> !less(first, second) && !equal(first, second);
      case "ge" -> !less(first, second);
      case "len" -> length(first);
      case "index" -> orNil(index(first, arguments.subList(1, arguments.size())));
      case "default" -> orNil(arguments.size() < 2 || !GoTemplate.isTrue(second) ? first : second);
      case "empty" -> !GoTemplate.isTrue(first);
      case "coalesce" ->
          arguments.stream()
              .filter(GoTemplate::isTrue)
              .map(TemplateFunctions::orNil)
              .findFirst()
              .orElse(TemplateFunctions.NIL);
      case "all" -> arguments.stream().allMatch(GoTemplate::isTrue);
      case "any" -> arguments.stream().anyMatch(GoTemplate::isTrue);
      case "ternary" -> orNil(Boolean.TRUE.equals(arguments.get(2)) ? first : second);
      case "deepCopy", "mustDeepCopy" -> orNil(copy(comparable(first)));
      case "deepEqual" -> Objects.equals(comparable(first), second);
      case "typeOf" -> GoFormat.type(first);
      case "typeIs", "typeIsLike" -> GoFormat.type(second).equals(first);
      case "kindOf" -> kind(first, "invalid");
      case "kindIs" -> kind(second, "invalid").equals(first);
      default -> null;
    };
  }

  /** Returns the name of the kind of type in Go. */
  static String kind(@Nullable Object value, String none) {
    return value == null
        ? none
        : value instanceof Map<?, ?>
            ? "map"
            : value instanceof Collection<?>
                ? "slice"
                : value instanceof ZonedDateTime ? "struct" : GoFormat.type(value);
  }

  private static @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new TreeMap<>(GoText.ORDER);
      map.forEach((key, member) -> copy.put(String.valueOf(key), copy(member)));
      return copy;
    }
    if (value instanceof Collection<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(copy(element)));
      return copy;
    }
    return value;
  }

  private static boolean anyEqual(@Nullable Object value, List<@Nullable Object> others)
      throws FunctionException {
    if (others.isEmpty()) {
      throw new FunctionException("missing argument for comparison");
    }
    for (Object other : others) {
      if (equal(value, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isComposite(@Nullable Object value) {
    return value instanceof Map<?, ?> || value instanceof Collection<?>;
  }

  private static boolean equal(@Nullable Object a, @Nullable Object b) throws FunctionException {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    if (isComposite(a) && kind(a, "").equals(kind(b, ""))) {
      throw new FunctionException(
          "non-comparable type " + GoFormat.printf("%s", List.of(a)) + ": " + GoFormat.type(b));
    }
    comparable(a, b);
    return a.equals(b);
  }

  /**
   * Returns the value if it can be compared or copied in little time. A list that holds another one
   * twice, which does the same, is small and has the work of a large one.
   */
  static @Nullable Object comparable(@Nullable Object value) {
    Collection<?> members =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof Collection<?> list ? list : List.of();
    if (members.stream().anyMatch(ComparingFunctions::isComposite)) {
      GoFormat.value(value); // Fails beyond the limit for text.
    }
    return value;
  }

  private static void comparable(Object a, Object b) throws FunctionException {
    if (a.getClass() != b.getClass()) {
      throw new FunctionException(
          "incompatible types for comparison: " + GoFormat.type(a) + " and " + GoFormat.type(b));
    }
  }

  private static boolean less(@Nullable Object a, @Nullable Object b) throws FunctionException {
    if (a == null || b == null || isComposite(a) || isComposite(b)) {
      throw new FunctionException("invalid type for comparison");
    }
    comparable(a, b);
    if (a instanceof Long number) {
      return number < (Long) b;
    }
    if (a instanceof Double number) {
      return number < (Double) b;
    }
    if (a instanceof String text) {
      return GoText.ORDER.compare(text, (String) b) < 0;
    }
    throw new FunctionException("invalid type for comparison");
  }

  private static Long length(@Nullable Object value) throws FunctionException {
    if (value instanceof String text) {
      return (long) GoText.bytes(text).length;
    }
    if (value instanceof Collection<?> list) {
      return (long) list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return (long) map.size();
    }
    throw new FunctionException("len of type " + GoFormat.type(value));
  }

  private static @Nullable Object index(@Nullable Object item, List<@Nullable Object> indexes)
      throws FunctionException {
    if (item == null) {
      throw new FunctionException("index of untyped nil");
    }
    Object found = item;
    for (Object index : indexes) {
      if (found == null) {
        throw new FunctionException("index of nil pointer");
      }
      if (found instanceof Map<?, ?> map) {
        if (!(index instanceof String)) {
          throw new FunctionException(
              index == null
                  ? "value is nil; should be of type string"
                  : "value has type " + GoFormat.type(index) + "; should be string");
        }
        found = map.get(index);
      } else if (found instanceof List<?> list) {
        found = list.get(place(index, list.size()));
      } else if (found instanceof String text) {
        byte[] bytes = GoText.bytes(text);
        found = (long) (bytes[place(index, bytes.length)] & 0xff);
      } else {
        throw new FunctionException("can't index item of type " + GoFormat.type(found));
      }
    }
    return found;
  }

  private static int place(@Nullable Object index, int size) throws FunctionException {
    if (!(index instanceof Long number)) {
      throw new FunctionException(
          "cannot index slice/array with "
              + (index == null ? "nil" : "type " + GoFormat.type(index)));
    }
    if (number < 0 || number >= size) {
      throw new FunctionException("index out of range: " + number);
    }
    return number.intValue();
  }
}
