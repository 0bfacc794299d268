package io.oras.core.options;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting of an options type: its name, its default, and the values that it accepts.
 *
 * @param <T> the type of its values
 */
final class Setting<T> {
  private final String name;
  private final @Nullable T initial;
  private final @Nullable Comparable<T> least;
  private final String expected;

  private Setting(
      String name, @Nullable T initial, @Nullable Comparable<T> least, String expected) {
    this.name = name;
    this.initial = initial;
    this.least = least;
    this.expected = expected;
  }

  static <T> Setting<T> of(String name, T initial) {
    return new Setting<>(name, initial, null, "");
  }

  static <T> Setting<T> withoutDefault(String name) {
    return new Setting<>(name, null, null, "");
  }

  static <T extends Comparable<T>> Setting<T> atLeast(String name, T least, @Nullable T initial) {
    return new Setting<>(name, initial, least, "at least " + least);
  }

  static Setting<Duration> positive(String name) {
    return new Setting<>(name, null, Duration.ofNanos(1), "a duration longer than zero");
  }

  /** Puts the value into the map; a value that is the default is left out of it. */
  void put(Map<Setting<?>, Object> values, T value) {
    Objects.requireNonNull(value, name);
    if (least != null && least.compareTo(value) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
    }
    if (initial != null && value.equals(initial)) {
      values.remove(this);
    } else {
      values.put(this, value);
    }
  }

  /** Returns the value in the map, else the default; null if there is neither. */
  @SuppressWarnings("unchecked") // Only put() adds to these maps.
  @Nullable T in(Map<Setting<?>, Object> values) {
    return (T) values.getOrDefault(this, initial);
  }

  @Override
  public String toString() {
    return name;
  }
}
