package io.oras.api.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP headers: names without case, several values to a name, in the order they were added (RFC
 * 9110 section 5). Immutable.
 */
public final class Headers {
  /** No headers. */
  public static final Headers EMPTY = new Headers(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

  private final Map<String, List<String>> values;

  private Headers(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Creates headers with one name and value. */
  public static Headers of(String name, String value) {
    return EMPTY.with(name, value);
  }

  /** Creates headers from a map, which is copied. */
  public static Headers of(Map<String, List<String>> map) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    map.forEach((name, all) -> all.forEach(value -> add(copy, name, value)));
    return new Headers(copy);
  }

  private static void add(Map<String, List<String>> map, String name, String value) {
    map.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  /**
   * Returns a copy with one more value.
   *
   * @throws IllegalArgumentException when a line break would split the header in two
   */
  public Headers with(String name, String value) {
    if (hasControl(name) || name.isEmpty() || hasControl(value)) {
      throw new IllegalArgumentException("header '" + name + "' has a control character");
    }
    Map<String, List<String>> copy = mutableCopy();
    add(copy, name, value);
    return new Headers(copy);
  }

  /** Returns a copy with this value as the only value of the name. */
  public Headers replacing(String name, String value) {
    return without(name).with(name, value);
  }

  /** Returns a copy without the values of the name. */
  public Headers without(String name) {
    if (!values.containsKey(name)) {
      return this;
    }
    Map<String, List<String>> copy = mutableCopy();
    copy.remove(name);
    return new Headers(copy);
  }

  private Map<String, List<String>> mutableCopy() {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach((name, all) -> copy.put(name, new ArrayList<>(all)));
    return copy;
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 127) {
        return true;
      }
    }
    return false;
  }

  /** Returns the first value of the name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Returns all values of the name, in order; empty when there are none. */
  public List<String> all(String name) {
    return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
  }

  /** Calls the action for each name and value. */
  public void forEach(BiConsumer<String, String> action) {
    values.forEach((name, all) -> all.forEach(value -> action.accept(name, value)));
  }

  /** Returns whether the other object has the same names, without case, and the same values. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      hash += entry.getKey().toLowerCase(Locale.ROOT).hashCode() ^ entry.getValue().hashCode();
    }
    return hash;
  }

  /** Returns the names without the values, which may be secrets. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
