package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.core.Oras;
import io.oras.tests.junit.OciRegistry;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.tool.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects of users, with an empty local repository: a program, and a test with the test kit. */
@Tag("real")
@OciRegistry
class ConsumerProjectsTest {
  private static final String MAIN = "com.example.hello.Hello";

  @TempDir static Path home;
  private static Builds builds;
  private static Path program;

  @TempDir Path folder;

  @BeforeAll
  static void buildTheExample() throws Exception {
    builds = Builds.with("ORAS_IT_MAVEN_3", home);
    program = builds.example("one-dependency");
    builds.run(program, "package");
  }

  @Test
  void programHasAtMostTwentyLines() throws IOException {
    Path source = program.resolve("src/main/java/com/example/hello/Hello.java");
    try (Stream<String> lines = Files.lines(source)) {
      long own = lines.filter(line -> !line.startsWith("import ")).count();
      assertTrue(own <= 20, () -> own + " lines");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-cp hello-1.0.jar:lib/* " + MAIN,
        "-p hello-1.0.jar:lib -m com.example.hello/" + MAIN,
        "-jar hello-1.0-shaded.jar",
        // Only one jar has providers of each interface.
        "-cp hello-1.0-without-services.jar " + MAIN,
        "-jar hello-1.0-boot.jar",
      })
  void programPushesAttachesDiscoversAndPulls(String command, InProcessRegistry registry)
      throws Exception {
    String layout = "oci-layout://" + folder.resolve("layout") + "#v1";
    for (String name : List.of(registry.host() + "/team/hello:v1", layout)) {
      Path out = folder.resolve("out");
      ExternalTool.Run run = java(program, command, name, out.toString());
      assertEquals(0, run.exit(), run::all);
      assertEquals(
          List.of("application/vnd.cyclonedx+json", out.resolve("hello.txt").toString()),
          run.out().lines().toList());
      assertEquals("Hello", Files.readString(out.resolve("hello.txt")));
    }
    registry.check("team/hello").verify();
  }

  @Test
  void providerThatAShadedJarLostIsNamed(InProcessRegistry registry) throws Exception {
    Path project = Builds.example("one-dependency", home.resolve("two-transports"));
    builds.run(project, "-Papache", "package");
    String name = registry.host() + "/team/hello:v1";
    java(project, "-jar hello-1.0-shaded.jar", name, folder.resolve("out").toString());
    Path choice =
        Files.writeString(
            folder.resolve("Choice.java"),
            """
            import io.oras.core.Oras;

            class Choice {
              public static void main(String[] args) throws Exception {
                try (Oras oras = Oras.builder().transport("apache").build()) {
                  System.out.println(oras.resolve(args[0]).mediaType());
                }
              }
            }
            """);

    ExternalTool.Run merged = java(project, "-cp hello-1.0-shaded.jar " + choice, name);
    assertEquals(0, merged.exit(), merged::all);

    ExternalTool.Run lost = java(project, "-cp hello-1.0-without-services.jar " + choice, name);
    assertNotEquals(0, lost.exit(), lost::all);
    for (String part :
        List.of(
            "no HttpTransportProvider named 'apache' is installed (found: ",
            "io.oras.transport.jdk.JdkTransportProvider",
            "io.oras.transport.apache.ApacheTransportProvider is in ",
            "hello-1.0-without-services.jar",
            "merge these files when you shade jars (ServicesResourceTransformer)")) {
      assertTrue(lost.all().contains(part), () -> part + " in " + lost.all());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.14.4", "6.1.3"})
  void testOfThePageAboutTheTestKitRunsInAFreshProject(String junit) throws Exception {
    String page = Files.readString(Builds.ROOT.resolve("docs/guides/testing.md"));
    String library = Files.readString(Builds.ROOT.resolve("docs/getting-started.md"));
    Path project = Files.createDirectory(home.resolve("fresh-" + junit));
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>fresh</artifactId>
          <version>1.0</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <dependencies>
            %s
            %s
            <dependency>
              <groupId>org.junit.jupiter</groupId>
              <artifactId>junit-jupiter</artifactId>
              <version>%s</version>
              <scope>test</scope>
            </dependency>
          </dependencies>
          <build>
            <plugins>
              <plugin>
                <artifactId>maven-resources-plugin</artifactId>
                <version>3.5.0</version>
              </plugin>
              <plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.16.0</version>
              </plugin>
              <plugin>
                <artifactId>maven-surefire-plugin</artifactId>
                <version>3.6.1</version>
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .formatted(firstDependency(library), firstDependency(page), junit));
    Path sources = Files.createDirectories(project.resolve("src/test/java/com/example/kit"));
    Files.writeString(sources.resolve("PublishTest.java"), firstBlock("java", page));
    Path layouts = Files.createDirectories(project.resolve("src/test/resources/layouts"));
    try (Oras oras = Oras.create()) {
      oras.push(
          "oci-layout://" + layouts.resolve("hello") + "#v1",
          Artifact.of(Layer.ofText("hello").withTitle("hello.txt")));
    }
    String log = builds.run(project, "test");
    assertTrue(log.contains("Tests run: 4, Failures: 0, Errors: 0, Skipped: 0"), log);
  }

  /** Returns the first dependency of a page, which may stand in a whole project. */
  private static String firstDependency(String page) {
    Matcher dependency =
        Pattern.compile("(?s)<dependency>.*?</dependency>").matcher(firstBlock("xml", page));
    assertTrue(dependency.find(), page);
    return dependency.group();
  }

  private static String firstBlock(String language, String page) {
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(page);
    assertTrue(block.find(), language);
    return block.group(1);
  }

  /** Starts a JVM in {@code target} of the project, with an empty home and no other environment. */
  private static ExternalTool.Run java(Path project, String command, String... arguments)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return ExternalTool.system(java.toString(), home)
        .in(project.resolve("target"))
        .attempt(
            Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(arguments))
                .toArray(String[]::new));
  }
}
