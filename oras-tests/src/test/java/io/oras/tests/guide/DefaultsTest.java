package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The defaults on the pages about options and limits are those of the code. */
class DefaultsTest {
  private static final Pattern TYPE =
      Pattern.compile("(?:^## .*?|^\\| )`(\\w+(?:Options|Settings))`.*");
  private static final Pattern OPTION =
      Pattern.compile("`(\\w+)\\((?:int|boolean)\\)` \\| (true|false|\\d+) \\|");
  private static final Pattern LIMIT =
      Pattern.compile("^\\| `(\\w+)` \\| ([\\d ]+|true)(?: (KiB|MiB|GiB|ms|s|min))? \\|.*");
  private static final Map<String, Long> UNITS =
      Map.of(
          "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "ms", 1L, "s", 1000L, "min", 60_000L);

  private final List<String> wrong = new ArrayList<>();
  private int compared;

  private static List<String> page(String name) throws IOException {
    return Files.readAllLines(SourceTree.root().resolve("docs/reference").resolve(name));
  }

  private void compare(String type, String name, String documented)
      throws ReflectiveOperationException {
    Class<?> options = Class.forName("io.oras.core.options." + type);
    Object value = options.getMethod(name).invoke(options.getMethod("defaults").invoke(null));
    String actual =
        String.valueOf(value instanceof Duration duration ? duration.toMillis() : value);
    compared++;
    if (!actual.equals(documented)) {
      wrong.add(type + "." + name + " is " + actual + ", not " + documented);
    }
  }

  @Test
  void optionsHaveTheDocumentedDefaults() throws Exception {
    String type = "";
    for (String line : page("options.md")) {
      Matcher found = TYPE.matcher(line);
      type = found.matches() ? found.group(1) : type;
      Matcher option = OPTION.matcher(line);
      if (option.find()) {
        compare(type, option.group(1), option.group(2));
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(compared >= 15, () -> compared + " defaults were found");
  }

  @Test
  void limitsAndRetriesHaveTheDocumentedDefaults() throws Exception {
    String type = "Limits";
    for (String line : page("limits.md")) {
      if (line.startsWith("## ")) {
        type = line.equals("## Retries") ? "RetryPolicy" : "";
      }
      Matcher limit = LIMIT.matcher(line);
      if (!type.isEmpty() && limit.matches()) {
        String number = limit.group(2).replace(" ", "");
        String unit = limit.group(3);
        compare(
            type,
            limit.group(1),
            unit == null ? number : String.valueOf(Long.parseLong(number) * UNITS.get(unit)));
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(compared >= 15, () -> compared + " defaults were found");
  }
}
