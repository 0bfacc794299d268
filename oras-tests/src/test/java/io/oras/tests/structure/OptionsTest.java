package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.event.TransferListener;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of all option types, so that a new option or type cannot forget a part of it. */
class OptionsTest {
  private static final String PACKAGE = "io.oras.core.options";

  private static List<Class<?>> publicTypes() {
    return Reactor.modules().stream()
        .filter(module -> module.name().equals("io.oras.core"))
        .flatMap(module -> module.publicTypes().stream())
        .toList();
  }

  /** The types with a builder. */
  static Stream<Class<?>> built() {
    return publicTypes().stream()
        .filter(type -> type.getPackageName().equals(PACKAGE))
        .filter(type -> Arrays.stream(type.getClasses()).anyMatch(OptionsTest::isBuilder));
  }

  static Stream<Class<?>> ofCalls() {
    return built().filter(type -> type.getSimpleName().endsWith("Options"));
  }

  private static boolean isBuilder(Class<?> type) {
    return type.getSimpleName().equals("Builder");
  }

  private static Object call(Object on, String name, Object... arguments) throws Exception {
    for (Method method : on.getClass().getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        return method.invoke(on, arguments);
      }
    }
    throw new AssertionError(on.getClass() + " has no " + name);
  }

  private static Object defaults(Class<?> type) throws Exception {
    return type.getMethod("defaults").invoke(null);
  }

  @Test
  void theTypesAreThoseOfTheDesign() {
    assertEquals(
        Set.of(
            "AttachOptions",
            "CallOptions",
            "CopyOptions",
            "DiscoverOptions",
            "FetchOptions",
            "Limits",
            "ListOptions",
            "PullOptions",
            "PushOptions",
            "RegistrySettings",
            "RetryPolicy",
            "TestHooks"),
        built().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("built")
  void optionsHaveABuilderWithAnAccessorForEachSetting(Class<?> type) throws Exception {
    assertTrue(Modifier.isFinal(type.getModifiers()));
    assertEquals(0, type.getConstructors().length);
    Object builder = type.getMethod("builder").invoke(null);
    assertEquals(0, builder.getClass().getConstructors().length);
    for (Method method : builder.getClass().getDeclaredMethods()) {
      boolean adds = method.getName().equals("header");
      if (!method.isSynthetic() && !method.getName().equals("build") && !adds) {
        assertNotNull(type.getMethod(method.getName()), method.getName());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("built")
  void optionsEqualThoseOfTheirOwnBuilder(Class<?> type) throws Exception {
    Object defaults = defaults(type);
    assertEquals(defaults, call(type.getMethod("builder").invoke(null), "build"));
    assertEquals(defaults, call(call(defaults, "toBuilder"), "build"));
  }

  @ParameterizedTest
  @MethodSource("ofCalls")
  void optionsOfEveryCallHaveATimeoutAndListeners(Class<?> type) throws Exception {
    Object defaults = defaults(type);
    assertEquals(Optional.empty(), call(defaults, "timeout"));
    assertEquals(TransferListener.NONE, call(defaults, "listener"));

    TransferListener mine = event -> {};
    Object builder = call(defaults, "toBuilder");
    call(builder, "timeout", Duration.ofSeconds(3));
    call(builder, "listener", mine);
    Object changed = call(builder, "build");
    assertEquals(Optional.of(Duration.ofSeconds(3)), call(changed, "timeout"));
    assertEquals(mine, call(changed, "listener"));
    assertEquals(changed, call(call(changed, "toBuilder"), "build"));
  }

  @Test
  void noPublicTypeIsARecordOfSettings() {
    assertEquals(
        List.of(),
        publicTypes().stream()
            .filter(Class::isRecord)
            .filter(
                type ->
                    type.getPackageName().equals(PACKAGE)
                        || type.getSimpleName().matches(".*(Options|Settings|Policy|Limits|Hooks)"))
            .map(Class::getName)
            .toList());
  }
}
