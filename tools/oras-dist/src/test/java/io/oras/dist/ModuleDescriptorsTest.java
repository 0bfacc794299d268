package io.oras.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ModuleLayer.Controller;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries without a module descriptor, on the module path that the build links. */
class ModuleDescriptorsTest {
  @TempDir static Path programs;
  @TempDir Path folder;

  @BeforeAll
  static void compilePrograms() throws IOException {
    for (String tool : List.of("javac", "jdeps", "jar")) {
      assumeTrue(ToolProvider.findFirst(tool).isPresent(), "skipped: this JDK has no " + tool);
    }
    try (Stream<Path> sources = Files.list(Path.of("src/build/java"))) {
      List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", programs + ""));
      sources
          .map(Path::toString)
          .filter(source -> !source.endsWith("ClassFileUpgrade.java")) // Needs a newer JDK.
          .forEach(arguments::add);
      javac(arguments);
    }
  }

  private static void javac(List<String> arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    assertEquals(0, code, output::toString);
  }

  /** Compiles sources, by their paths, against other jars. */
  private Path compiled(String name, Map<String, String> sources, Path... others)
      throws IOException {
    Path from = folder.resolve(name + "-sources");
    Path classes = Files.createDirectory(folder.resolve(name + "-classes"));
    String path =
        Arrays.stream(others).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", classes + ""));
    arguments.addAll(List.of("-cp", path, "-p", path));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = from.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    javac(arguments);
    return classes;
  }

  /** Creates a module that requires {@code library} and returns a text of it. */
  private Path app(String text, Path... others) throws IOException {
    return jar(
        "app",
        Map.of(
            "module-info.java",
            "module app { exports app; requires library; }",
            "app/Main.java",
            "package app; public class Main { public static String text() { return "
                + text
                + "; } }"),
        others);
  }

  private Path jar(String name, Map<String, String> sources, Path... others) throws IOException {
    return packed(name, compiled(name, sources, others), "", Map.of());
  }

  /** Packs classes below a folder, and texts by their paths. */
  private Path packed(String name, Path classes, String below, Map<String, String> texts)
      throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(text.getValue().getBytes(UTF_8));
      }
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String entry = classes.relativize(each).toString().replace(File.separatorChar, '/');
        zip.putNextEntry(new ZipEntry(below + entry));
        zip.write(Files.readAllBytes(each));
      }
    }
    return jar;
  }

  /** Returns the module path that the build makes of the jars. */
  @SuppressWarnings("unchecked") // The program declares a list of paths.
  private List<Path> linkable(Path... jars) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {programs.toUri().toURL()})) {
      Class<?> type = loader.loadClass("ModuleDescriptors");
      Constructor<?> constructor = type.getDeclaredConstructor(List.class, Path.class);
      Method add = type.getDeclaredMethod("add");
      constructor.setAccessible(true);
      add.setAccessible(true);
      Object descriptors = constructor.newInstance(List.of(jars), folder.resolve("modules"));
      return (List<Path>) add.invoke(descriptors);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static ModuleDescriptor descriptor(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
  }

  private static Set<String> requires(ModuleDescriptor module) {
    return module.requires().stream().map(Requires::name).collect(Collectors.toSet());
  }

  /** Runs {@code app.Main.text} from the module path. */
  private static String run(List<Path> path) throws ReflectiveOperationException {
    ModuleFinder finder = ModuleFinder.of(path.toArray(Path[]::new));
    Configuration modules =
        ModuleLayer.boot().configuration().resolveAndBind(finder, ModuleFinder.of(), Set.of("app"));
    Controller layer =
        ModuleLayer.defineModulesWithOneLoader(
            modules, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader());
    Class<?> main = layer.layer().findLoader("app").loadClass("app.Main");
    return (String) main.getMethod("text").invoke(null);
  }

  @Test
  void libraryBecomesAModuleThatRequiresAndExportsWhatItsUsersNeed() throws Exception {
    Path base =
        jar(
            "base",
            Map.of(
                "base/Base.java",
                "package base; public class Base { public String text() { return \"base\"; } }"));
    Path library =
        jar(
            "library",
            Map.of(
                "library/Library.java",
                "package library; public class Library {"
                    + " static final java.util.logging.Logger LOG = null;"
                    + " public static base.Base base() { return new base.Base(); } }"),
            base);
    Path app = app("library.Library.base().text()", library, base);

    List<Path> path = linkable(app, library, base);

    assertEquals(app, path.get(0));
    for (Path jar : path) {
      assertTrue(!descriptor(jar).isAutomatic(), jar::toString);
    }
    assertEquals(Set.of("java.base", "java.logging", "base"), requires(descriptor(path.get(1))));
    assertEquals("base", run(path));
  }

  @Test
  void classesOfAnOptionalDependencyMayBeMissing() throws Exception {
    Path optional =
        jar("optional", Map.of("optional/Any.java", "package optional; public class Any {}"));
    Path library =
        jar(
            "library",
            Map.of(
                "library/Library.java",
                "package library; public class Library {"
                    + " public static String text() { return \"without\"; }"
                    + " public static Object any() { return new optional.Any(); } }"),
            optional);
    Path app = app("library.Library.text()", library);

    List<Path> path = linkable(app, library);

    assertEquals(Set.of("java.base"), requires(descriptor(path.get(1))));
    assertEquals("without", run(path));
  }

  @Test
  void modulePathWithoutSuchLibrariesStaysAsItIs() throws Exception {
    Path app =
        jar(
            "app",
            Map.of(
                "module-info.java",
                "module app { exports app; }",
                "app/Main.java",
                "package app; public class Main {}"));

    assertEquals(List.of(app), linkable(app));
  }

  private static final Map<String, String> FINDER =
      Map.of(
          "library/Finder.java",
          "package library; public class Finder { public static boolean found() {"
              + " return java.util.ServiceLoader.load(Runnable.class, Finder.class.getClassLoader()).findFirst().isPresent(); } }",
          "library/Provider.java",
          "package library; public class Provider implements Runnable { public void run() {} }");

  /** A build that linked them would lose the service, and no user would be told. */
  private void assertRefused(Path library, String file) {
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> linkable(library));
    assertEquals(
        library
            + " has no module descriptor, and provides or uses services: "
            + file
            + ". Write its descriptor with 'provides' and 'uses' by hand.",
        e.getMessage());
  }

  @Test
  void libraryThatProvidesAServiceIsRefused() throws Exception {
    Path classes =
        compiled("library", Map.of("library/Provider.java", FINDER.get("library/Provider.java")));
    String file = "META-INF/services/java.lang.Runnable";

    assertRefused(packed("library", classes, "", Map.of(file, "library.Provider\n")), file);
  }

  @Test
  void libraryThatLoadsServicesIsRefused() throws Exception {
    assertRefused(jar("library", FINDER), "library/Finder.class");
  }

  @Test
  void libraryThatLoadsServicesOnNewVersionsOfJavaIsRefused() throws Exception {
    Path classes = compiled("library", FINDER);
    Map<String, String> manifest =
        Map.of(
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nAutomatic-Module-Name: library\nMulti-Release: true\n\n");

    assertRefused(
        packed("library", classes, "META-INF/versions/11/", manifest),
        "META-INF/versions/11/library/Finder.class");
  }

  @Test
  void libraryWithADescriptorMayProvideServices() throws Exception {
    Path library =
        jar(
            "library",
            Map.of(
                "module-info.java",
                "module library { exports library; uses Runnable;"
                    + " provides Runnable with library.Provider; }",
                "library/Finder.java",
                FINDER.get("library/Finder.java"),
                "library/Provider.java",
                FINDER.get("library/Provider.java")));
    Path plain = jar("plain", Map.of("plain/Plain.java", "package plain; public class Plain {}"));
    Path app =
        jar(
            "app",
            Map.of(
                "module-info.java",
                "module app { exports app; requires library; requires plain; }",
                "app/Main.java",
                "package app; public class Main { public static String text() {"
                    + " return String.valueOf(library.Finder.found()); } }"),
            library,
            plain);

    List<Path> path = linkable(app, library, plain);

    assertEquals(library, path.get(1));
    assertEquals("true", run(path));
  }
}
