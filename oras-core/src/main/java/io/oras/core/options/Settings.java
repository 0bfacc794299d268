package io.oras.core.options;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of an options type: those that differ from the defaults. An options type has one
 * {@link Setting} constant for each setting, an accessor and a method of its builder.
 */
abstract class Settings {
  private final Map<Setting<?>, Object> values;

  Settings(Builder<?> builder) {
    values = Map.copyOf(builder.values);
  }

  /** Returns the value of a setting that has a default. */
  final <T> T get(Setting<T> setting) {
    return Objects.requireNonNull(setting.in(values));
  }

  /** Returns the value of a setting without a default. */
  final <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable(setting.in(values));
  }

  /** Returns the tags; each target knows which it accepts, and a layout accepts any text. */
  static List<String> tags(String... tags) {
    for (String tag : tags) {
      if (tag.isEmpty()) {
        throw new IllegalArgumentException("a tag is empty, expected at least one character");
      }
    }
    return List.of(tags);
  }

  /** Returns whether the other object has the same type and the same value for each setting. */
  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Settings that
        && getClass() == that.getClass()
        && values.equals(that.values);
  }

  @Override
  public final int hashCode() {
    return values.hashCode();
  }

  /** Returns the settings that differ from the defaults, without secrets. */
  @Override
  public final String toString() {
    Map<String, Object> named = new TreeMap<>();
    values.forEach((setting, value) -> named.put(setting.toString(), value));
    return getClass().getSimpleName() + named;
  }

  /**
   * Collects the values.
   *
   * @param <B> the type of the builder
   */
  abstract static class Builder<B extends Builder<B>> {
    private final Map<Setting<?>, Object> values = new HashMap<>();

    /** Sets all values of these settings. */
    @SuppressWarnings("unchecked") // B is the type of this builder.
    final B from(Settings start) {
      values.putAll(start.values);
      return (B) this;
    }

    /**
     * Sets a value.
     *
     * @throws IllegalArgumentException if the setting does not accept the value
     */
    @SuppressWarnings("unchecked") // B is the type of this builder.
    final <T> B set(Setting<T> setting, T value) {
      setting.put(values, value);
      return (B) this;
    }

    /** Adds a value to those of a setting. */
    final <E> B add(Setting<List<E>> setting, E value) {
      return set(setting, Stream.concat(now(setting).stream(), Stream.of(value)).toList());
    }

    /** Returns the value set so far, else the default. */
    final <T> T now(Setting<T> setting) {
      return Objects.requireNonNull(setting.in(values));
    }
  }
}
