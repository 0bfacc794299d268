package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.structure.MethodCalls.Call;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a program's environment decides is asked at one place, and never by accident. */
class EnvironmentUseTest {
  /** Conversions whose result depends on a locale: numbers, dates, and text in upper case. */
  private static final Pattern LOCALIZED =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(<]*\\d*(\\.\\d+)?([dfegtT]|[A-WYZ])");

  private static final Set<String> PROPERTIES = Set.of("user.home", "os.name");

  private static final String ENVIRONMENT =
      "oras-api/src/main/java/io/oras/api/spi/Environment.java";

  private static List<Call> calls;

  @BeforeAll
  static void parse() {
    calls = MethodCalls.in(Reactor.folders());
    assertTrue(calls.size() > 5_000, "only " + calls.size() + " calls were found");
  }

  /** The folders whose code runs in a user's program. */
  private static Stream<Call> published() {
    return calls.stream().filter(call -> !call.file().startsWith("oras-tests/"));
  }

  private static boolean readsEnvironment(Call call) {
    return call.isOn("System")
        && (call.method().equals("getenv")
            || (call.method().equals("getProperty")
                && Call.text(call.arguments().get(0)).filter(PROPERTIES::contains).isPresent()));
  }

  @Test
  void variablesAndTheHomeFolderAreReadByOneType() {
    List<String> elsewhere =
        published()
            .filter(call -> readsEnvironment(call) && !call.file().equals(ENVIRONMENT))
            // It describes the JVM's machine, which no user's environment does.
            .filter(call -> !call.file().endsWith("/model/Platform.java"))
            // Its module requires java.base alone.
            .filter(call -> !call.file().endsWith("/console/ColorStream.java"))
            .map(Call::toString)
            .toList();
    assertEquals(List.of(), elsewhere, "read these through io.oras.api.spi.Environment");
  }

  @Test
  void numbersAreFormattedWithoutTheUsersLocale() {
    List<String> localized =
        calls.stream().filter(EnvironmentUseTest::isLocalized).map(Call::toString).toList();
    assertEquals(List.of(), localized, "use String.format(Locale.ROOT, ...)");
  }

  private static boolean isLocalized(Call call) {
    Optional<String> format =
        switch (call.method()) {
          case "formatted" -> call.target().flatMap(Call::text);
          case "format", "printf" -> call.arguments().stream().findFirst().flatMap(Call::text);
          default -> Optional.of("");
        };
    boolean formats =
        call.method().equals("formatted")
            || (call.method().equals("printf") && !call.toString().contains("GoFormat"))
            || (call.method().equals("format") && call.isOn("String"));
    if (formats && format.isEmpty()) {
      // A format that is no literal is given with its locale.
      return call.arguments().stream()
          .findFirst()
          .filter(first -> first.toString().equals("Locale.ROOT"))
          .isEmpty();
    }
    return formats && LOCALIZED.matcher(format.orElse("").replace("%%", "")).find();
  }

  @Test
  void textChangesItsCaseWithoutTheUsersLocale() {
    List<String> localized =
        calls.stream()
            .filter(call -> Set.of("toLowerCase", "toUpperCase").contains(call.method()))
            .filter(call -> call.target().isPresent() && call.arguments().isEmpty())
            .filter(call -> !call.isOn("Character"))
            .map(Call::toString)
            .toList();
    assertEquals(List.of(), localized);
  }
}
