package io.oras.cli.output;

import static io.oras.cli.output.ComparingFunctions.kind;
import static io.oras.cli.output.TemplateFunctions.orNil;

import io.oras.cli.output.TemplateFunctions.FunctionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions on lists and maps. */
final class CollectionFunctions {
  private CollectionFunctions() {}

  /** Returns the result, or null if the function is none of these. */
  static @Nullable Object apply(String name, List<@Nullable Object> arguments)
      throws FunctionException {
    Object first = arguments.isEmpty() ? null : arguments.get(0);
    List<@Nullable Object> others =
        arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    String plain =
        name.startsWith("must") ? Character.toLowerCase(name.charAt(4)) + name.substring(5) : name;
    return switch (plain) {
      case "list", "tuple" -> new ArrayList<>(arguments);
      case "first" -> edge(plain, first, true);
      case "last" -> edge(plain, first, false);
      case "rest" -> part(list(plain, first), 1, 0);
      case "initial" -> part(list(plain, first), 0, 1);
      case "reverse" -> {
        List<@Nullable Object> reversed = list(plain, first);
        Collections.reverse(reversed);
        yield reversed;
      }
      case "uniq" -> {
        List<@Nullable Object> unique = new ArrayList<>();
        list(plain, first).stream().filter(v -> !unique.contains(v)).forEach(unique::add);
        yield unique;
      }
      case "compact" -> list(plain, first).stream().filter(GoTemplate::isTrue).toList();
      case "without" ->
          new ArrayList<>(list(plain, first).stream().filter(v -> !others.contains(v)).toList());
      case "has" -> others.get(0) != null && list(plain, others.get(0)).contains(first);
      case "append", "push" -> {
        List<@Nullable Object> longer = list("push", first);
        longer.add(others.get(0));
        yield longer;
      }
      case "prepend" -> {
        List<@Nullable Object> longer = list(plain, first);
        longer.add(0, others.get(0));
        yield longer;
      }
      case "concat" -> {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object argument : arguments) {
          all.addAll(list(plain, argument));
        }
        yield all;
      }
      case "slice" -> slice(first, others);
      case "chunk" -> chunks(GoNumbers.toLong(first), list(plain, others.get(0)));
      case "sortAlpha" -> {
        List<String> sorted = new ArrayList<>(TextFunctions.strings(first));
        sorted.sort(GoText.ORDER);
        yield sorted;
      }
      case "toJson" -> JsonPrinter.ofTemplate(first, false, true);
      case "toPrettyJson" -> JsonPrinter.ofTemplate(first, true, true);
      case "toRawJson" -> JsonPrinter.ofTemplate(first, false, false);
      default ->
          first instanceof Map<?, ?>
                  || name.equals("dict")
                  || name.equals("dig")
                  || name.equals("pluck")
                  || name.equals("keys")
              ? map(name, arguments, others)
              : null;
    };
  }

  private static List<@Nullable Object> list(String name, @Nullable Object value)
      throws FunctionException {
    if (value instanceof List<?> list) {
      if (name.equals("uniq") || name.equals("without") || name.equals("has")) {
        ComparingFunctions.comparable(list);
      }
      return new ArrayList<>(list);
    }
    String kind = kind(value, "nil");
    throw new FunctionException(
        switch (name) {
          case "push", "prepend", "compact" -> "Cannot " + name + " on type " + kind;
          case "chunk" -> "Cannot chunk type " + kind;
          case "concat" -> "Cannot concat type " + kind + " as list";
          case "slice" -> "list should be type of slice or array but " + kind;
          default -> "Cannot find " + name + " on type " + kind;
        });
  }

  private static Object edge(String name, @Nullable Object value, boolean first)
      throws FunctionException {
    List<@Nullable Object> list = list(name, value);
    return orNil(list.isEmpty() ? null : list.get(first ? 0 : list.size() - 1));
  }

  private static List<@Nullable Object> part(List<@Nullable Object> list, int left, int right) {
    return list.isEmpty() ? list : new ArrayList<>(list.subList(left, list.size() - right));
  }

  private static Object slice(@Nullable Object value, List<@Nullable Object> bounds)
      throws FunctionException {
    List<@Nullable Object> list = list("slice", value);
    if (list.isEmpty()) {
      return TemplateFunctions.NIL;
    }
    long from = bounds.isEmpty() ? 0 : GoNumbers.toLong(bounds.get(0));
    long to = bounds.size() < 2 ? list.size() : GoNumbers.toLong(bounds.get(1));
    if (from < 0 || from > to || to > list.size()) {
      throw new FunctionException("reflect.Value.Slice: slice index out of bounds");
    }
    return new ArrayList<>(list.subList((int) from, (int) to));
  }

  private static List<Object> chunks(long size, List<@Nullable Object> list)
      throws FunctionException {
    if (size <= 0) {
      throw new FunctionException("the size of a chunk must be positive");
    }
    List<Object> chunks = new ArrayList<>();
    for (long from = 0; from < list.size(); from += size) {
      chunks.add(list.subList((int) from, (int) Math.min(list.size(), from + size)));
    }
    return chunks;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  private static @Nullable Object map(
      String name, List<@Nullable Object> arguments, List<@Nullable Object> others)
      throws FunctionException {
    switch (name) {
      case "dict" -> {
        return dict(arguments);
      }
      case "dig" -> {
        return orNil(dig(arguments));
      }
      case "pluck" -> {
        List<@Nullable Object> found = new ArrayList<>();
        for (Object other : others) {
          if (map(other).containsKey(arguments.get(0))) {
            found.add(map(other).get(arguments.get(0)));
          }
        }
        return found;
      }
      case "keys" -> {
        List<Object> keys = new ArrayList<>();
        arguments.forEach(argument -> keys.addAll(map(argument).keySet()));
        return keys;
      }
      default -> {}
    }
    Map<String, @Nullable Object> map = map(arguments.get(0));
    String key = others.isEmpty() ? "" : GoFormat.value(others.get(0));
    switch (name) {
      case "get" -> {
        return orNil(map.containsKey(key) ? map.get(key) : "");
      }
      case "hasKey" -> {
        return map.containsKey(key);
      }
      case "set" -> {
        map.put(key, others.get(1));
        return map;
      }
      case "unset" -> {
        map.remove(key);
        return map;
      }
      case "values" -> {
        return new ArrayList<>(map.values());
      }
      case "pick", "omit" -> {
        Map<String, @Nullable Object> copy = new TreeMap<>(GoText.ORDER);
        copy.putAll(map);
        copy.keySet().removeIf(k -> others.contains(k) == name.equals("omit"));
        return copy;
      }
      default -> {
        return null;
      }
    }
  }

  private static Map<String, @Nullable Object> dict(List<@Nullable Object> members) {
    Map<String, @Nullable Object> dict = new TreeMap<>(GoText.ORDER);
    for (int i = 0; i < members.size(); i += 2) {
      dict.put(GoFormat.value(members.get(i)), i + 1 < members.size() ? members.get(i + 1) : "");
    }
    return dict;
  }

  private static @Nullable Object dig(List<@Nullable Object> arguments) throws FunctionException {
    int keys = arguments.size() - 2;
    if (keys < 1) {
      throw new FunctionException("dig needs at least three arguments");
    }
    Object found = arguments.get(keys + 1);
    for (int i = 0; i < keys; i++) {
      if (!(found instanceof Map<?, ?> map) || !(arguments.get(i) instanceof String key)) {
        throw new FunctionException(
            "interface conversion: interface {} is "
                + GoFormat.type(found)
                + ", not map[string]interface {}");
      }
      if (!map.containsKey(key)) {
        return arguments.get(keys);
      }
      found = map.get(key);
    }
    return found;
  }
}
