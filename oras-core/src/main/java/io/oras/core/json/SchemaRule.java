package io.oras.core.json;

import io.oras.api.model.Digest;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A rule for a value of a document. It reports every violation, where {@link JsonFields} stops at
 * the first.
 */
public abstract class SchemaRule {
  /** Reports each violation of the value at that path. */
  public abstract void check(JsonValue value, String path, Consumer<String> problems);

  /** {@link SchemaRule#check} as a function. */
  @FunctionalInterface
  private interface Check {
    void check(JsonValue value, String path, Consumer<String> problems);
  }

  private static SchemaRule of(Check check) {
    return new SchemaRule() {
      @Override
      public void check(JsonValue value, String path, Consumer<String> problems) {
        check.check(value, path, problems);
      }
    };
  }

  /** A string. */
  static final SchemaRule STRING = text(text -> {});

  /** A digest. */
  static final SchemaRule DIGEST = text(Digest::parse);

  /** True or false. */
  static final SchemaRule BOOLEAN =
      of(
          (value, path, problems) -> {
            if (!value.equals(JsonValue.TRUE) && !value.equals(JsonValue.FALSE)) {
              tell(value, path, "true or false", problems);
            }
          });

  /** A string in which the parser finds nothing to reject. */
  static SchemaRule text(Consumer<String> parser) {
    return of(
        (value, path, problems) -> {
          if (!(value instanceof JsonString string)) {
            tell(value, path, "a string", problems);
            return;
          }
          try {
            parser.accept(string.getString());
          } catch (IllegalArgumentException e) {
            problems.accept(path + ": " + e.getMessage());
          }
        });
  }

  /** An integer in that range. */
  static SchemaRule integer(long min, long max) {
    String expected = min == max ? "the integer " + min : "an integer from " + min + " to " + max;
    return of(
        (value, path, problems) -> {
          if (!JsonFields.isInteger(value) || !within((JsonNumber) value, min, max)) {
            tell(value, path, expected, problems);
          }
        });
  }

  private static boolean within(JsonNumber number, long min, long max) {
    try {
      long value = number.longValueExact();
      return min <= value && value <= max;
    } catch (ArithmeticException e) {
      return false; // More than 64 bits.
    }
  }

  /** An array of these, with at least that many. */
  static SchemaRule array(int atLeast, SchemaRule element) {
    return of(
        (value, path, problems) -> {
          if (!(value instanceof JsonArray array)) {
            tell(value, path, "an array", problems);
            return;
          }
          if (array.size() < atLeast) {
            problems.accept(path + ": expected at least " + atLeast + " entry, got none");
          }
          for (int i = 0; i < array.size(); i++) {
            element.check(array.get(i), path + "[" + i + "]", problems);
          }
        });
  }

  /** An object with any names, whose values follow that rule. */
  static SchemaRule map(SchemaRule element) {
    return of(
        (value, path, problems) -> {
          if (value instanceof JsonObject object) {
            object.forEach((name, v) -> element.check(v, path + "['" + name + "']", problems));
          } else {
            tell(value, path, "an object", problems);
          }
        });
  }

  /** Returns this rule, which also allows null. */
  SchemaRule orNull() {
    return of(
        (value, path, problems) -> {
          if (!value.equals(JsonValue.NULL)) {
            check(value, path, problems);
          }
        });
  }

  private static void tell(
      JsonValue value, String path, String expected, Consumer<String> problems) {
    problems.accept(
        "%sexpected %s, got %s"
            .formatted(path.isEmpty() ? "" : path + ": ", expected, JsonFields.shown(value)));
  }

  /** An object with known fields; others may be there as well. */
  static final class Fields extends SchemaRule {
    /** A rule over several fields; it runs only where each field by itself is right. */
    @FunctionalInterface
    interface Rule {
      void check(JsonFields fields, Consumer<String> problems) throws InvalidJsonException;
    }

    private final Map<String, SchemaRule> fields = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final List<Rule> rules = new ArrayList<>();

    Fields required(String name, SchemaRule rule) {
      required.add(name);
      return optional(name, rule);
    }

    Fields optional(String name, SchemaRule rule) {
      fields.put(name, rule);
      return this;
    }

    Fields rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    @Override
    public void check(JsonValue value, String path, Consumer<String> problems) {
      if (!(value instanceof JsonObject object)) {
        tell(value, path, "an object", problems);
        return;
      }
      JsonFields view = new JsonFields(object, path);
      List<String> found = new ArrayList<>();
      fields.forEach(
          (name, rule) -> {
            JsonValue field = object.get(name);
            if (field != null) {
              rule.check(field, view.at(name), found::add);
            } else if (required.contains(name)) {
              found.add(view.at(name) + ": missing");
            }
          });
      if (found.isEmpty()) {
        rules.forEach(rule -> apply(rule, view, found::add));
      }
      found.forEach(problems);
    }

    private static void apply(Rule rule, JsonFields view, Consumer<String> problems) {
      try {
        rule.check(view, problems);
      } catch (InvalidJsonException e) {
        problems.accept(e.getMessage());
      }
    }
  }
}
