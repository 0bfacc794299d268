package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.spi.Prioritized;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/maintainers/architecture.md, "Modules": every module is as that page says. */
class ModuleBoundariesTest {
  private static final List<BuiltModule> MODULES = Reactor.modules();
  private static final Map<String, BuiltModule> BY_NAME =
      MODULES.stream().collect(Collectors.toMap(BuiltModule::name, module -> module));

  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `((?:extensions/|tools/)?oras-[a-z-]+)` \\| `([a-z.]+)` \\| ([^|]*) \\|");

  /** What is used on the class path alone, as the table lists it. */
  private static final Pattern PROGRAM =
      Pattern.compile("(?m)^\\| `((?:tools|extensions)/oras-[a-z-]+)` \\| none\\b");

  private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+)`");

  /** A line of the table: a module and what it may need. */
  record Row(String folder, String module, Set<String> needs) {}

  private static List<Row> table() {
    return ROW.matcher(Reactor.read(Reactor.ROOT.resolve("docs/maintainers/architecture.md")))
        .results()
        .map(
            row ->
                new Row(
                    row.group(1), row.group(2), new TreeSet<>(Reactor.groups(NAME, row.group(3)))))
        .toList();
  }

  private static List<String> programs() {
    return Reactor.groups(
        PROGRAM, Reactor.read(Reactor.ROOT.resolve("docs/maintainers/architecture.md")));
  }

  @Test
  void whatHasNoModuleDeclarationIsListed() {
    for (String folder : Reactor.folders()) {
      assertEquals(
          programs().contains(folder),
          !Files.exists(Reactor.ROOT.resolve(folder).resolve("src/main/java/module-info.java")),
          folder);
    }
  }

  private static BuiltModule module(String name) {
    return BY_NAME.get(name);
  }

  /** They provide services, and are not core, which provides its own stores that way. */
  private static List<BuiltModule> adapters() {
    return MODULES.stream()
        .filter(module -> !module.descriptor().provides().isEmpty())
        .filter(module -> !module.name().equals("io.oras.core"))
        .toList();
  }

  @Test
  void theTableHasEveryModule() {
    List<String> listed = new ArrayList<>(table().stream().map(Row::folder).toList());
    listed.addAll(programs());
    assertEquals(Reactor.folders(), listed);
    table().forEach(row -> assertEquals(artifact(row).replace('-', '.'), fullName(row)));
  }

  /** The one dependency has a folder of another name, for the command at the top is oras. */
  private static String artifact(Row row) {
    return row.folder().equals("oras-all") ? "oras" : row.folder().replaceFirst(".*/", "");
  }

  /** {@code oras.auth.spi} for {@code io.oras.auth.spi}. */
  private static String fullName(Row row) {
    return row.module().replaceFirst("^io\\.", "");
  }

  @Test
  void everyModuleNeedsWhatTheTableSaysAndNothingElse() {
    for (Row row : table()) {
      if (!row.module().equals("io.oras.cli")) { // which has a test of its own: it is built later
        BuiltModule module = Reactor.module(row.folder());
        assertEquals(row.module(), module.name());
        Set<String> said = new TreeSet<>(row.needs());
        said.remove("java.base");
        assertEquals(said, module.needs(), row.folder());
      }
    }
  }

  @Test
  void noAdapterNeedsCoreAndNothingNeedsTheCommandOrTheTests() {
    assertEquals(Set.of(), module("io.oras.api").needs());
    assertEquals(Set.of("io.oras.api"), module("io.oras.auth.spi").needs());
    assertEquals(6, adapters().size());
    for (BuiltModule adapter : adapters()) {
      assertFalse(adapter.needs().contains("io.oras.core"), adapter.name());
    }
    for (BuiltModule module : MODULES) {
      Set<String> needs = module.needs();
      needs.retainAll(Set.of("io.oras.cli", "io.oras.tests"));
      assertEquals(Set.of(), needs, module.name());
      if (!module.name().equals("io.oras.tests")) {
        needs = module.needs();
        needs.retainAll(BuiltModule.names(adapters()));
        assertEquals(Set.of(), needs, module.name());
      }
    }
  }

  @Test
  void annotationsAreNeededToCompileAlone() {
    for (BuiltModule module : MODULES) {
      Set<String> compile = module.needsToCompile();
      if (module.name().equals("io.oras.tests")) { // usable without JUnit
        assertTrue(compile.remove("org.junit.jupiter.api"));
      }
      Set<String> annotations =
          module.descriptor().requires().stream()
              .map(ModuleDescriptor.Requires::name)
              .filter(BuiltModule.ANNOTATIONS::contains)
              .collect(Collectors.toSet());
      assertEquals(annotations, compile, module.name());
    }
  }

  @Test
  void theOneDependencyBringsCoreAndHasNoCode() {
    assertEquals(Set.of("io.oras.core"), module("io.oras").needsTransitively());
    assertEquals(Set.of(), module("io.oras").descriptor().packages());
  }

  @Test
  void packagesAreExportedToEverybodyOrNobody() {
    assertEquals(
        Set.of(
            "io.oras.api.artifact",
            "io.oras.api.content",
            "io.oras.api.error",
            "io.oras.api.event",
            "io.oras.api.model",
            "io.oras.api.reference",
            "io.oras.api.spi",
            "io.oras.api.transport"),
        module("io.oras.api").exported());
    assertEquals(Set.of("io.oras.auth.spi"), module("io.oras.auth.spi").exported());
    assertEquals(
        Set.of(
            "io.oras.core", "io.oras.core.document", "io.oras.core.files", "io.oras.core.options"),
        module("io.oras.core").exported());
    assertEquals(Set.of("io.oras.console"), module("io.oras.console").exported());
    for (BuiltModule module : MODULES) {
      assertTrue(
          module.descriptor().exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified),
          module.name());
      // JUnit calls the suites by reflection.
      assertEquals(
          module.name().equals("io.oras.tests") ? List.of("io.oras.tests.tck") : List.of(),
          module.descriptor().opens().stream().map(ModuleDescriptor.Opens::source).toList(),
          module.name());
    }
  }

  @Test
  void theComparisonWithAReleaseCoversEveryExportedPackage() {
    String pom = Reactor.read(Reactor.ROOT.resolve("pom.xml"));
    String profile = pom.substring(pom.indexOf("<id>compatibility</id>"));
    assertEquals(
        MODULES.stream()
            .flatMap(module -> module.exported().stream())
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(
            Reactor.groups(
                Pattern.compile("<include>(.*)</include>"),
                profile.substring(0, profile.indexOf("</includes>")))));
  }

  /** The exception takes a caller's own {@code HttpClient}, so a caller must be able to name it. */
  @Test
  void adaptersExportNothingButTheProviderThatTakesAnHttpClient() {
    for (BuiltModule adapter : adapters()) {
      if (adapter.name().equals("io.oras.trust")) {
        // Its keys, verifiers and signers are given to a client by the program.
        continue;
      }
      assertEquals(
          adapter.name().equals("io.oras.transport.jdk")
              ? List.of("io.oras.transport.jdk.JdkTransportProvider")
              : List.of(),
          adapter.publicTypes().stream().map(Class::getName).toList());
    }
  }

  @Test
  void whatASignatureNamesComesWithTheModule() {
    for (BuiltModule module : MODULES) {
      Set<String> comes = comesWith(module);
      Map<String, String> strangers = new TreeMap<>();
      for (Class<?> type : module.publicTypes()) {
        for (Class<?> mentioned : Signatures.mentioned(type)) {
          String home = home(mentioned);
          if (!comes.contains(home)) {
            strangers.put(type.getName() + " names " + mentioned.getName(), home);
          }
        }
      }
      assertEquals(Map.of(), strangers, module.name() + " brings " + comes);
    }
  }

  @Test
  void publicApiOfCoreSpeaksOfTheJdkAndTheDomainAlone() {
    assertEquals(
        Set.of("java.base", "io.oras.core", "io.oras.api", "io.oras.auth.spi"),
        comesWith(module("io.oras.core")));
  }

  @Test
  void whatExportsNothingBringsNothing() {
    for (BuiltModule module : MODULES) {
      if (module.exported().isEmpty() && !module.name().equals("io.oras")) {
        assertEquals(Set.of(), module.needsTransitively(), module.name());
      }
    }
  }

  /** The module, {@code java.base}, and all that is reached by {@code requires transitive}. */
  private static Set<String> comesWith(BuiltModule module) {
    Set<String> reached = new TreeSet<>(Set.of("java.base", module.name()));
    Deque<BuiltModule> open = new ArrayDeque<>(List.of(module));
    while (!open.isEmpty()) {
      for (String next : open.pop().needsTransitively()) {
        if (reached.add(next) && BY_NAME.containsKey(next)) {
          open.push(BY_NAME.get(next));
        }
      }
    }
    return reached;
  }

  /** The module of a type; what came by the class path is asked for the module that it would be. */
  private static String home(Class<?> type) {
    if (type.isPrimitive()) {
      return "java.base";
    }
    if (type.getModule().isNamed()) {
      return type.getModule().getName();
    }
    try {
      Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      return ModuleFinder.of(place).findAll().iterator().next().descriptor().name();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void bothDeclarationsOfAServiceAgree() {
    for (BuiltModule module : MODULES) {
      Map<String, Set<String>> provided = new TreeMap<>();
      module
          .descriptor()
          .provides()
          .forEach(each -> provided.put(each.service(), new TreeSet<>(each.providers())));
      Map<String, Set<String>> listed = new TreeMap<>();
      for (Path file : Reactor.files(module.classes().resolve("META-INF/services"), "")) {
        if (Files.isRegularFile(file)) {
          listed.put(
              file.getFileName().toString(),
              Reactor.read(file)
                  .lines()
                  .filter(line -> !line.isBlank() && !line.startsWith("#"))
                  .collect(Collectors.toCollection(TreeSet::new)));
        }
      }
      assertEquals(provided, listed, module.name());
    }
  }

  @Test
  void whoLoadsServicesSaysWhichAndNobodyElseDoes() {
    for (BuiltModule module : MODULES) {
      assertEquals(module.loadsServices(), !module.descriptor().uses().isEmpty(), module.name());
    }
    Set<String> services =
        MODULES.stream()
            .filter(module -> module.name().matches("io.oras.(api|auth.spi)"))
            .flatMap(module -> module.publicTypes().stream())
            .filter(Prioritized.class::isAssignableFrom)
            .filter(type -> type.getSimpleName().endsWith("Provider"))
            .map(Class::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(8, services.size(), services::toString);
    services.add("jakarta.json.spi.JsonProvider");
    // Credential stores are opened without a client.
    Set<String> used = new TreeSet<>(module("io.oras.core").descriptor().uses());
    assertTrue(used.addAll(module("io.oras.auth.spi").descriptor().uses()));
    assertEquals(services, used);
  }
}
