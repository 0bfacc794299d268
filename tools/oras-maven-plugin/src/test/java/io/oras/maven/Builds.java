package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.tool.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Builds by a Maven with its own home folder and its own local repository. The modules of this
 * project come from the repository that {@code ORAS_IT_STAGED} names (a folder to which {@code mvn
 * deploy} deployed them); without the variable, they are installed as compiled. Everything else
 * comes from the local repository of the build that runs the tests, or from where that came.
 */
final class Builds {
  static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
  private static final String STAGED = System.getenv("ORAS_IT_STAGED");
  private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile("(?s)</parent>.*?<artifactId>(.*?)</artifactId>");
  private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");

  private final Path home;
  private final ExternalTool maven;

  private Builds(Path home, ExternalTool maven) {
    this.home = home;
    this.maven = maven;
  }

  /** Prepares builds by the Maven that the variable names; skips the test if there is none. */
  static Builds with(String variable, Path home) throws IOException {
    ExternalTool maven =
        ExternalTool.of(variable, home)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m");
    Builds builds = new Builds(home, maven);
    if (STAGED == null) {
      builds.installReactor();
    }
    builds.settings("");
    return builds;
  }

  /** Writes settings.xml with further elements. */
  void settings(String elements) throws IOException {
    Files.writeString(
        home.resolve("settings.xml"),
        """
        <settings>
          <localRepository>%s</localRepository>
          %s
          %s
        </settings>
        """
            .formatted(
                home.resolve("repository"), STAGED == null ? "" : stagedRepository(), elements));
  }

  private static String stagedRepository() {
    String repository = "<id>staged</id><url>%s</url>".formatted(Path.of(STAGED).toUri());
    return """
          <profiles>
            <profile>
              <id>staged</id>
              <repositories><repository>%s</repository></repositories>
              <pluginRepositories><pluginRepository>%s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>staged</activeProfile></activeProfiles>
        """
        .formatted(repository, repository);
  }

  ExternalTool.Run attempt(Path project, String... arguments)
      throws IOException, InterruptedException {
    String[] all =
        Stream.concat(
                Stream.of(
                    "-B",
                    "-ntp",
                    "-s",
                    home.resolve("settings.xml").toString(),
                    "-Duser.home=" + home,
                    "-Dmaven.repo.local.tail=" + System.getProperty("oras.test.repository"),
                    "-Dmaven.repo.local.tail.ignoreAvailability=true",
                    "-Dsettings.security=" + home.resolve("settings-security.xml")),
                Stream.of(arguments))
            .toArray(String[]::new);
    return maven.in(project).attempt(all);
  }

  /** Runs a build that must succeed, and returns its log. */
  String run(Path project, String... arguments) throws IOException, InterruptedException {
    ExternalTool.Run run = attempt(project, arguments);
    assertEquals(0, run.exit(), run::all);
    return run.out();
  }

  /** Copies a folder of the examples to the home folder, without what was built in it. */
  Path example(String name) throws IOException {
    return example(name, home.resolve(name));
  }

  /** Copies a folder of the examples, without what was built in it. */
  static Path example(String name, Path to) throws IOException {
    Path from = ROOT.resolve("examples").resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(each -> !each.toString().contains("target")).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy);
        }
      }
    }
    return to;
  }

  private void installReactor() throws IOException {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    String version = group(VERSION, parent);
    install("oras-parent", version, ROOT);
    for (String folder : MODULE.matcher(parent).results().map(each -> each.group(1)).toList()) {
      String pom = Files.readString(ROOT.resolve(folder).resolve("pom.xml"));
      String artifact = folder.equals("oras-bom") ? folder : group(ARTIFACT, pom);
      if (!folder.equals("bench")) {
        install(artifact, version, ROOT.resolve(folder));
      }
    }
  }

  private void install(String artifact, String version, Path folder) throws IOException {
    Path to =
        Files.createDirectories(
            home.resolve("repository/io/oras").resolve(artifact).resolve(version));
    String name = artifact + "-" + version;
    Files.copy(folder.resolve("pom.xml"), to.resolve(name + ".pom"));
    Path classes = folder.resolve("target/classes");
    if (Files.isDirectory(classes)) {
      List<String> arguments =
          List.of(
              "--create",
              "--file",
              to.resolve(name + ".jar").toString(),
              "-C",
              classes.toString(),
              ".");
      ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
      assertEquals(0, jar.run(System.out, System.err, arguments.toArray(String[]::new)));
    }
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in a pom.xml");
    }
    return matcher.group(1);
  }
}
