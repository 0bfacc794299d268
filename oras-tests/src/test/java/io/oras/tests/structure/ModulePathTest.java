package io.oras.tests.structure;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the module path makes of the modules. */
class ModulePathTest {
  private static final Pattern MISSING = Pattern.compile("(?m)-> (\\S+) +not found$");
  private static final Pattern NEEDED = Pattern.compile("(?m)^\\S+ -> (\\S+.*?)$");

  /** The second transport would be chosen in all tests, so it is not on their class path. */
  private static final Set<String> ELSEWHERE =
      Set.of("oras-tests", "extensions/oras-transport-apache");

  private static final List<BuiltModule> SHIPPED =
      Reactor.modules().stream().filter(module -> !ELSEWHERE.contains(module.folder())).toList();

  /** Annotations for compilers are not looked for at run time, so it does not matter. */
  @Test
  void jdepsShowsTheDomainOnJavaBaseAlone() {
    Path api = Reactor.module("oras-api").classes();
    Path spi = Reactor.module("oras-auth-spi").classes();
    assertEquals(Set.of("java.base"), jdeps(api.toString()));
    assertEquals(
        Set.of("java.base", "io.oras.api"), jdeps("--module-path", api.toString(), spi.toString()));
  }

  private static Set<String> jdeps(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-verbose:class"));
    all.addAll(List.of(arguments));
    String verbose = Tools.run("jdeps", all.toArray(String[]::new));
    assertEquals(
        List.of(),
        Reactor.groups(MISSING, verbose).stream()
            .filter(name -> !name.startsWith("org.jspecify.annotations."))
            .toList());
    all.set(0, "-summary");
    Set<String> needed =
        new TreeSet<>(Reactor.groups(NEEDED, Tools.run("jdeps", all.toArray(String[]::new))));
    needed.remove("not found");
    return needed;
  }

  @Test
  void theSameProvidersAreFoundOnTheModulePathAndOnTheClassPath() {
    List<Path> path = new ArrayList<>(SHIPPED.stream().map(BuiltModule::classes).toList());
    path.addAll(
        Reactor.jars(
            "parsson",
            "jakarta.json-api",
            "commons-compress",
            "commons-io",
            "commons-lang3",
            "commons-codec",
            "core",
            "toml"));
    ModuleLayer boot = ModuleLayer.boot();
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(
            boot.configuration()
                .resolveAndBind(
                    ModuleFinder.of(path.toArray(Path[]::new)),
                    ModuleFinder.of(),
                    Set.of("io.oras.core")),
            ClassLoader.getPlatformClassLoader());

    Map<String, Set<String>> declared = new TreeMap<>();
    Map<String, Set<String>> byModules = new TreeMap<>();
    Map<String, Set<String>> byClasses = new TreeMap<>();
    for (BuiltModule module : SHIPPED) {
      module
          .descriptor()
          .provides()
          .forEach(
              each ->
                  declared
                      .computeIfAbsent(each.service(), name -> new TreeSet<>())
                      .addAll(each.providers()));
    }
    ClassLoader own = ModulePathTest.class.getClassLoader();
    for (String service : declared.keySet()) {
      byModules.put(
          service,
          names(ServiceLoader.load(layer, type(service, layer.findLoader("io.oras.core")))));
      byClasses.put(service, names(ServiceLoader.load(type(service, own), own)));
    }
    assertEquals(declared, byModules);
    assertEquals(declared, byClasses);
  }

  private static Class<?> type(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The providers, which this makes, so that it fails where one cannot be made. */
  private static Set<String> names(ServiceLoader<?> services) {
    Stream<?> made = services.stream().map(ServiceLoader.Provider::get);
    return made.map(provider -> provider.getClass().getName())
        .filter(name -> name.startsWith("io.oras."))
        .filter(name -> !name.startsWith("io.oras.tests."))
        .collect(toCollection(TreeSet::new));
  }
}
