package io.oras.tests.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the packages of core against the table in docs/maintainers/architecture.md. */
class LayersTest {
  private static final Path SOURCES = Reactor.ROOT.resolve("oras-core/src/main/java/io/oras/core");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| (`[^|]*) \\| [^|]* \\| ([^|]*) ?\\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?io\\.oras\\.core\\.((?:[a-z]+\\.)*)[A-Z]");

  private record Layer(int number, Set<String> mayImport) {}

  private static Map<String, Layer> table() {
    Map<String, Layer> layers = new TreeMap<>();
    ROW.matcher(Reactor.read(Reactor.ROOT.resolve("docs/maintainers/architecture.md")))
        .results()
        .forEach(
            row -> {
              Layer layer =
                  new Layer(
                      Integer.parseInt(row.group(1)),
                      new TreeSet<>(Reactor.groups(NAME, row.group(3))));
              Reactor.groups(NAME, row.group(2)).forEach(name -> layers.put(name, layer));
            });
    return layers;
  }

  /** The packages that each package imports; {@code core} is the package of the facade. */
  private static Map<String, Set<String>> imports() {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (Path file : Reactor.files(SOURCES, ".java")) {
      String from = name(SOURCES.relativize(file.getParent()).toString().replace('/', '.'));
      Set<String> to = imports.computeIfAbsent(from, none -> new TreeSet<>());
      IMPORT
          .matcher(Reactor.read(file))
          .results()
          .forEach(found -> to.add(name(found.group(1).replaceFirst("\\.$", ""))));
      to.remove(from);
    }
    return imports;
  }

  private static String name(String below) {
    return below.isEmpty() ? "core" : below;
  }

  @Test
  void everyPackageStandsInTheTable() {
    assertEquals(imports().keySet(), table().keySet());
  }

  @Test
  void everyImportStandsInTheTable() {
    Map<String, Layer> table = table();
    Map<String, Set<String>> others = new TreeMap<>();
    imports()
        .forEach(
            (from, to) -> {
              Set<String> unlisted = new TreeSet<>(to);
              unlisted.removeAll(table.get(from).mayImport());
              if (!unlisted.isEmpty()) {
                others.put(from, unlisted);
              }
            });
    assertEquals(Map.of(), others, "imports that the table does not allow");
  }

  @Test
  void everyImportLeadsToALowerLayer() {
    Map<String, Layer> table = table();
    table.forEach(
        (from, layer) ->
            layer
                .mayImport()
                .forEach(
                    to ->
                        assertTrue(
                            table.get(to).number() < layer.number(), from + " imports " + to)));
  }
}
