package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.core.Oras;
import io.oras.tests.junit.OciRegistry;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.tool.ExternalTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** Whole builds by Maven 3.9 and 4 that use the plugin, against a registry in this JVM. */
@Tag("real")
@OciRegistry
class MavenBuildsTest {
  private static final String PLUGIN = "io.oras:oras-maven-plugin:0.1.0-SNAPSHOT:";

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"ORAS_IT_MAVEN_3", "ORAS_IT_MAVEN_4"})
  void exampleIsPublishedWithItsSbomMirroredAndConsumed(String variable, InProcessRegistry registry)
      throws Exception {
    Builds builds = Builds.with(variable, home);
    Path example = builds.example("maven-sbom");
    try (InProcessRegistry mirror = InProcessRegistry.start()) {
      String at = "-Dregistry=" + registry.host();
      String log = builds.run(example, at, "-Dmirror=" + mirror.host(), "deploy");
      assertTrue(log.contains("Uploaded to " + registry.host() + "/team/greeting"), log);
      assertTrue(log.contains("greeting-1.0.jar ("), log);
      assertEquals(List.of("1.0", "latest"), registry.tags("team/greeting"));
      assertEquals(registry.tag("team/greeting", "1.0"), mirror.tag("mirror/greeting", "1.0"));
      registry.check("team/greeting").verify();
      mirror.check("mirror/greeting").verify();

      builds.run(example.resolve("consumer"), at, "package");
      Path target = example.resolve("consumer/target");
      assertEquals(
          -1,
          Files.mismatch(
              example.resolve("target/greeting-1.0.jar"), target.resolve("oras/greeting-1.0.jar")));
      String sbom = Files.readString(target.resolve("sbom/bom.json"));
      assertTrue(sbom.contains("\"CycloneDX\"") && sbom.contains("greeting"), sbom);

      ExternalTool.Run offline = builds.attempt(example, at, "-o", "deploy");
      assertNotEquals(0, offline.exit());
      assertTrue(offline.all().contains("Maven is offline (-o)"), offline::all);
      String skipped = builds.run(example, at, "-o", "-Doras.skip", "deploy");
      assertTrue(skipped.contains("Skipping execution"), skipped);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORAS_IT_MAVEN_3", "ORAS_IT_MAVEN_4"})
  void modulesPushInParallelEachWithTwoExecutions(String variable, InProcessRegistry registry)
      throws Exception {
    Builds builds = Builds.with(variable, home);
    Path project = Files.createDirectory(home.resolve("modules"));
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>all</artifactId>
          <version>1.0</version>
          <packaging>pom</packaging>
          <modules><module>one</module><module>two</module></modules>
          <build>
            <plugins>
              <plugin>
                <groupId>io.oras</groupId>
                <artifactId>oras-maven-plugin</artifactId>
                <version>0.1.0-SNAPSHOT</version>
                <executions>
                  <execution>
                    <id>first</id>
                    <phase>package</phase>
                    <goals><goal>push</goal></goals>
                    <configuration>
                      <reference>${registry}/team/${project.artifactId}:first</reference>
                      <files>
                        <file>
                          <path>${basedir}/pom.xml</path>
                          <mediaType>text/xml</mediaType>
                          <title>build.xml</title>
                        </file>
                      </files>
                    </configuration>
                  </execution>
                  <execution>
                    <id>second</id>
                    <phase>package</phase>
                    <goals><goal>push</goal></goals>
                    <configuration>
                      <reference>${registry}/team/${project.artifactId}:second</reference>
                      <files><file><path>${basedir}</path></file></files>
                      <annotations><com.example.kind>folder</com.example.kind></annotations>
                    </configuration>
                  </execution>
                </executions>
              </plugin>
            </plugins>
          </build>
        </project>
        """);
    for (String module : List.of("one", "two")) {
      Files.writeString(
          Files.createDirectory(project.resolve(module)).resolve("pom.xml"),
          """
          <project>
            <modelVersion>4.0.0</modelVersion>
            <parent>
              <groupId>com.example</groupId><artifactId>all</artifactId><version>1.0</version>
            </parent>
            <artifactId>%s</artifactId>
            <packaging>pom</packaging>
          </project>
          """
              .formatted(module));
    }
    builds.run(project, "-T2", "-Dregistry=" + registry.host(), "package");
    assertEquals(Set.of("team/all", "team/one", "team/two"), Set.copyOf(registry.repositories()));
    for (String repository : registry.repositories()) {
      assertEquals(List.of("first", "second"), registry.tags(repository));
      registry.check(repository).verify();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORAS_IT_MAVEN_3", "ORAS_IT_MAVEN_4"})
  void helpDescribesEachGoalAndItsParameters(String variable) throws Exception {
    Builds builds = Builds.with(variable, home);
    Path empty = Files.createDirectory(home.resolve("empty"));
    String all = builds.run(empty, PLUGIN + "help");
    for (String goal : List.of("attach", "copy", "help", "pull", "push", "sign", "tag", "verify")) {
      assertTrue(all.contains("oras:" + goal), () -> goal + " in " + all);
    }
    String push = builds.run(empty, PLUGIN + "help", "-Dgoal=push", "-Ddetail");
    assertTrue(push.contains("User property: oras.reference"), push);
    assertFalse(push.contains("oras:pull"), push);
  }

  @Test
  void encryptedPasswordOfAProxyIsSentToTheProxy(InProcessRegistry registry) throws Exception {
    Builds builds = Builds.with("ORAS_IT_MAVEN_3", home);
    String login = "<username>me</username><password>%s</password>".formatted(encrypted("secret"));
    assertEquals(Set.of("Basic bWU6c2VjcmV0"), copyThroughProxy(builds, registry, login));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORAS_IT_MAVEN_3", "ORAS_IT_MAVEN_4"})
  void proxyWithoutAUserGetsNoPassword(String variable, InProcessRegistry registry)
      throws Exception {
    Builds builds = Builds.with(variable, home);
    assertEquals(Set.of("none"), copyThroughProxy(builds, registry, "<username></username>"));
  }

  /**
   * Copies an artifact to another host through the registry, which acts as the proxy, and returns
   * the logins that the proxy got.
   */
  private Set<String> copyThroughProxy(Builds builds, InProcessRegistry proxy, String login)
      throws Exception {
    builds.settings(
        """
        <proxies>
          <proxy>
            <id>company</id>
            <protocol>http</protocol>
            <host>127.0.0.1</host>
            <port>%s</port>
            %s
          </proxy>
        </proxies>
        """
            .formatted(proxy.uri("/").getPort(), login));
    Path layout = home.resolve("layout");
    try (Oras oras = Oras.create()) {
      oras.push("oci-layout://" + layout + "#1.0", Artifact.of(Layer.ofText("notes")));
    }
    builds.run(
        Files.createDirectory(home.resolve("empty")),
        PLUGIN + "copy",
        "-Doras.plainHttp",
        "-Doras.from=oci-layout://" + layout + "#1.0",
        "-Doras.to=registry.example/team/notes:1.0");
    assertEquals(List.of("1.0"), proxy.tags("team/notes"));
    return proxy.requests().stream()
        .map(request -> request.headers().first("Proxy-Authorization").orElse("none"))
        .collect(Collectors.toSet());
  }

  /** Writes the master password and returns another password encrypted with it. */
  private String encrypted(String password) throws Exception {
    DefaultPlexusCipher cipher = new DefaultPlexusCipher();
    Files.writeString(
        home.resolve("settings-security.xml"),
        "<settingsSecurity><master>"
            + cipher.encryptAndDecorate("master", DefaultSecDispatcher.SYSTEM_PROPERTY_SEC_LOCATION)
            + "</master></settingsSecurity>");
    return cipher.encryptAndDecorate(password, "master");
  }

  @Test
  void encryptedServerOfTheSettingsIsUsedAndAMissingMasterPasswordReported() throws Exception {
    Builds builds = Builds.with("ORAS_IT_MAVEN_3", home);
    Path file = Files.writeString(home.resolve("notes.txt"), "notes");
    Path layout = home.resolve("layout");
    try (InProcessRegistry registry =
        InProcessRegistry.builder().auth(Auth.token("builder", "secret-canary")).start()) {
      builds.settings(
          "<servers><server><id>release</id><username>builder</username><password>"
              + encrypted("secret-canary")
              + "</password></server></servers>");
      Path project = Files.createDirectory(home.resolve("project"));
      Files.writeString(
          project.resolve("pom.xml"),
          """
          <project>
            <modelVersion>4.0.0</modelVersion>
            <groupId>com.example</groupId><artifactId>notes</artifactId><version>1.0</version>
            <packaging>pom</packaging>
            <build><plugins><plugin>
              <groupId>io.oras</groupId>
              <artifactId>oras-maven-plugin</artifactId>
              <version>0.1.0-SNAPSHOT</version>
              <configuration><files><file><path>%s</path></file></files></configuration>
            </plugin></plugins></build>
          </project>
          """
              .formatted(file));
      String reference = "-Doras.reference=" + registry.host() + "/team/notes:1.0";
      builds.run(
          project,
          reference,
          "-Doras.serverId=release",
          "oras:push",
          "oras:tag",
          "-Doras.tags=latest");
      assertEquals(List.of("1.0", "latest"), registry.tags("team/notes"));
      // Without a project.
      builds.run(
          Files.createDirectory(home.resolve("empty")),
          PLUGIN + "copy",
          "-Doras.from=" + registry.host() + "/team/notes:1.0",
          "-Doras.fromServerId=release",
          "-Doras.to=oci-layout://" + layout + "#1.0");
      assertTrue(Files.exists(layout.resolve("index.json")));

      Files.delete(home.resolve("settings-security.xml"));
      ExternalTool.Run run =
          builds.attempt(project, reference, "-Doras.serverId=release", "oras:push");
      assertNotEquals(0, run.exit());
      assertTrue(run.all().contains("password of server 'release' in settings.xml"), run::all);
      assertFalse(run.all().contains("secret-canary"), run::all);
    }
  }
}
