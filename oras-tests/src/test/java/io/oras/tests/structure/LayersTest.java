package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the packages of core and of the command against docs/maintainers/architecture.md. */
class LayersTest {
  private static final String PAGE =
      Reactor.read(Reactor.ROOT.resolve("docs/maintainers/architecture.md"));
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| (`[^|]*) \\| [^|]* \\| ([^|]*) ?\\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

  /** A module with a table of its packages on the page. */
  private enum Module {
    CORE("## Packages of core", "oras-core", "core"),
    COMMAND("## Packages of the command", "tools/oras-cli", "cli");

    private final String heading;
    private final Path sources;
    private final String root;
    private final Pattern imported;

    Module(String heading, String folder, String root) {
      this.heading = heading;
      this.sources = Reactor.ROOT.resolve(folder).resolve("src/main/java/io/oras").resolve(root);
      this.root = root;
      imported =
          Pattern.compile(
              "(?m)^import (?:static )?io\\.oras\\." + root + "\\.((?:[a-z]+\\.)*)[A-Z]");
    }
  }

  private record Layer(int number, Set<String> mayImport) {}

  private static Map<String, Layer> table(Module module) {
    Map<String, Layer> layers = new TreeMap<>();
    String section = PAGE.substring(PAGE.indexOf(module.heading) + 1);
    ROW.matcher(section.substring(0, section.indexOf("\n## ")))
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

  /** Returns the packages that each package imports; the top package has the module's name. */
  private static Map<String, Set<String>> imports(Module module) {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (Path file : Reactor.files(module.sources, ".java")) {
      String from = name(module, module.sources.relativize(file.getParent()).toString());
      Set<String> to = imports.computeIfAbsent(from, none -> new TreeSet<>());
      module
          .imported
          .matcher(Reactor.read(file))
          .results()
          .forEach(found -> to.add(name(module, found.group(1).replaceFirst("\\.$", ""))));
      to.remove(from);
    }
    return imports;
  }

  private static String name(Module module, String below) {
    return below.isEmpty() ? module.root : below.replace('/', '.');
  }

  @ParameterizedTest
  @EnumSource
  void everyPackageStandsInTheTable(Module module) {
    assertEquals(imports(module).keySet(), table(module).keySet());
  }

  @ParameterizedTest
  @EnumSource
  void everyImportStandsInTheTable(Module module) {
    Map<String, Layer> table = table(module);
    Map<String, Set<String>> others = new TreeMap<>();
    imports(module)
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

  @ParameterizedTest
  @EnumSource
  void everyImportLeadsToALowerLayer(Module module) {
    Map<String, Layer> table = table(module);
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
