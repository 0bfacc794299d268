package io.oras.tests.parity;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds public types and members by the names that people write: {@code Type.member}. */
final class JavaNames {
  private static final List<String> OURS =
      List.of(
          "io.oras.api.artifact",
          "io.oras.api.content",
          "io.oras.api.error",
          "io.oras.api.event",
          "io.oras.api.model",
          "io.oras.api.reference",
          "io.oras.api.transport",
          "io.oras.auth.spi",
          "io.oras.core",
          "io.oras.core.document",
          "io.oras.core.files",
          "io.oras.core.options",
          "io.oras.console");

  private static final List<String> JDK =
      List.of("java.io", "java.lang", "java.nio.file", "java.util", "java.util.stream");

  /** Whether there is such a type, or such a method, field, nested type or constructor of one. */
  boolean knows(String name) {
    return isIn(OURS, name) || isIn(JDK, name);
  }

  /** Whether the JDK has it, rather than this library. */
  boolean isOfTheJdk(String name) {
    return isIn(JDK, name) && !isIn(OURS, name);
  }

  private static boolean isIn(List<String> packages, String name) {
    String[] parts = name.split("\\.", -1);
    Class<?> type =
        packages.stream()
            .map(each -> load(each + "." + parts[0]))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    for (int i = 1; i < parts.length && type != null; i++) {
      Class<?> nested = nested(type, parts[i]);
      if (nested == null) {
        return i == parts.length - 1 && hasMember(type, parts[i]);
      }
      type = nested;
    }
    return type != null;
  }

  private static @Nullable Class<?> load(String name) {
    try {
      Class<?> type = Class.forName(name, false, JavaNames.class.getClassLoader());
      return Modifier.isPublic(type.getModifiers()) ? type : null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static @Nullable Class<?> nested(Class<?> type, String name) {
    return Arrays.stream(type.getClasses())
        .filter(nested -> nested.getSimpleName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static boolean hasMember(Class<?> type, String name) {
    return name.equals("new")
        ? type.getConstructors().length > 0
        : Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getFields()))
            .anyMatch(member -> member.getName().equals(name));
  }
}
