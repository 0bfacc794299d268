package io.oras.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.tests.junit.OciRegistry;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RequestGate;
import io.oras.tests.tool.SafetyLimit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.maven.model.Scm;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OciRegistry
class GoalsTest {
  private static final String SBOM = "application/vnd.cyclonedx+json";

  @TempDir Path folder;

  private static String manifest(InProcessRegistry registry, String repository, String tag) {
    Digest digest = registry.tag(repository, tag).orElseThrow();
    return new String(registry.manifest(repository, digest).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static String message(OrasMojo goal) {
    return assertThrows(MojoExecutionException.class, goal::execute).getMessage();
  }

  @Test
  void pushUploadsTheMainFileWithAnnotationsOfTheProject(InProcessRegistry registry)
      throws Exception {
    Goals goals = Goals.in(folder);
    goals.project.setScm(new Scm());
    goals.project.getScm().setUrl("https://scm.example/app");
    PushMojo push = goals.push(registry.host() + "/team/app:1.0");
    push.tags = List.of("latest");
    push.artifactType = "application/vnd.example.app.v1";
    push.annotations = Map.of("com.example.build", "7");
    push.execute();
    assertEquals(List.of("1.0", "latest"), registry.tags("team/app"));
    String manifest = manifest(registry, "team/app", "1.0");
    for (String expected :
        List.of(
            "\"artifactType\":\"application/vnd.example.app.v1\"",
            "\"mediaType\":\"application/java-archive\"",
            "\"org.opencontainers.image.title\":\"app-1.0.jar\"",
            "\"org.opencontainers.image.title\":\"App\"",
            "\"org.opencontainers.image.version\":\"1.0\"",
            "\"org.opencontainers.image.source\":\"https://scm.example/app\"",
            "\"com.example.build\":\"7\"")) {
      assertTrue(manifest.contains(expected), () -> expected + " in " + manifest);
    }
    registry.check("team/app").verify();
    assertTrue(
        goals.log.get(0).startsWith("[INFO] Uploading to " + registry.host() + "/team/app"),
        goals.log::toString);
  }

  @Test
  void reproducibleBuildHasTheSameDigestAgain(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    goals.project.getProperties().setProperty("project.build.outputTimestamp", "1700000000");
    goals.push(registry.host() + "/team/app:a").execute();
    goals.push(registry.host() + "/team/app:b").execute();
    assertEquals(registry.tag("team/app", "a"), registry.tag("team/app", "b"));
    assertTrue(manifest(registry, "team/app", "a").contains("2023-11-14T22:13:20Z"));
  }

  @Test
  void sbomIsAttachedToWhatWasPushedAndCopiedWithIt(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    Files.writeString(goals.target().resolve("bom.json"), "{\"bomFormat\":\"CycloneDX\"}");
    goals.push(registry.host() + "/team/app:1.0").execute();
    goals.attach().execute();
    goals.tag("stable").execute();
    assertEquals(registry.tag("team/app", "1.0"), registry.tag("team/app", "stable"));
    try (InProcessRegistry mirror = InProcessRegistry.start()) {
      goals.copy(mirror.host() + "/mirror/app:1.0").execute();
      mirror.check("mirror/app").verify();

      PullMojo pull = goals.pull(mirror.host() + "/mirror/app:1.0", folder.resolve("sbom"));
      pull.referrer = SBOM;
      pull.execute();
      assertEquals(
          "{\"bomFormat\":\"CycloneDX\"}", Files.readString(folder.resolve("sbom/bom.json")));
      goals.pull(mirror.host() + "/mirror/app:1.0", folder.resolve("jar")).execute();
      assertEquals("classes", Files.readString(folder.resolve("jar/app-1.0.jar")));
    }
  }

  @Test
  void attachAndCopyAfterTwoPushesAskWhichArtifactIsMeant(InProcessRegistry registry)
      throws Exception {
    Goals goals = Goals.in(folder);
    Files.writeString(goals.target().resolve("bom.json"), "{}");
    assertTrue(message(goals.attach()).contains("No artifact was pushed"));
    goals.push(registry.host() + "/team/one:1.0").execute();
    goals.push(registry.host() + "/team/two:1.0").execute();
    String message = message(goals.attach());
    assertTrue(message.contains("/team/one:1.0, "), message);
    AttachMojo attach = goals.attach();
    attach.reference = registry.host() + "/team/two:1.0";
    attach.execute();
  }

  @Test
  void attachFollowsThePushedDigestAlsoIfTheTagMovedSince(InProcessRegistry registry)
      throws Exception {
    Goals goals = Goals.in(folder);
    Files.writeString(goals.target().resolve("bom.json"), "{}");
    String reference = registry.host() + "/team/app:1.0";
    goals.push(reference).execute();
    Digest pushed = registry.tag("team/app", "1.0").orElseThrow();
    PushMojo other = Goals.in(Files.createDirectory(folder.resolve("other"))).push(reference);
    other.annotations = Map.of("other", "build");
    other.execute();
    AttachMojo attach = goals.attach();
    attach.reference = reference;
    attach.execute();
    assertTrue(
        goals.log.stream().anyMatch(line -> line.contains(pushed.toString() + " as ")),
        goals.log::toString);
  }

  @Test
  void missingSbomIsReportedWithTheGoalThatWritesIt(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    goals.push(registry.host() + "/team/app:1.0").execute();
    String message = message(goals.attach());
    assertTrue(message.contains("bom.json") && message.contains("makeBom"), message);
  }

  @Test
  void skippedGoalSendsNothing(InProcessRegistry registry) throws Exception {
    PushMojo push = Goals.in(folder).push(registry.host() + "/team/app:1.0");
    push.skip = true;
    push.execute();
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void parentProjectWithoutFilesHasNothingToPush(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    goals.project.setPackaging("pom");
    goals.project.getArtifact().setFile(null);
    goals.push(registry.host() + "/team/app:1.0").execute();
    assertEquals(List.of(), registry.requests());
    goals.project.setPackaging("jar");
    assertTrue(message(goals.push(registry.host() + "/team/app:1.0")).contains("phase package"));
  }

  @Test
  void offlineMavenReachesNoRegistryButALayout(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    goals.settings.setOffline(true);
    String name = registry.host() + "/team/app:1.0";
    assertTrue(message(goals.push(name)).contains("Maven is offline"));
    assertTrue(message(goals.pull(name, folder)).contains("Maven is offline"));
    goals.push("oci-layout://" + folder.resolve("layout").toUri().getPath() + "#1.0").execute();
    assertTrue(message(goals.copy(name)).contains("Maven is offline"));
    assertEquals(List.of(), registry.requests());
    assertTrue(Files.exists(folder.resolve("layout/index.json")));
  }

  @Test
  void interruptEndsTheGoal(InProcessRegistry registry) throws Exception {
    RequestGate gate = new RequestGate();
    registry.fault(Fault.on("PUT", ".*/manifests/.*").hold(gate));
    PushMojo push = Goals.in(folder).push(registry.host() + "/team/app:1.0");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Callable<Boolean> run =
          () -> {
            MojoExecutionException failure =
                assertThrows(MojoExecutionException.class, push::execute);
            assertEquals(OperationCancelledException.class, failure.getCause().getClass());
            return Thread.currentThread().isInterrupted();
          };
      Future<Boolean> result = executor.submit(run);
      gate.awaitRequest(SafetyLimit.DURATION);
      executor.shutdownNow();
      assertTrue(result.get(), "the thread stays interrupted");
    } finally {
      gate.open();
      executor.shutdownNow();
    }
  }

  @Test
  void projectsPushAtTheSameTime(InProcessRegistry registry) throws Exception {
    RequestGate first = new RequestGate();
    RequestGate second = new RequestGate();
    registry.fault(Fault.on("PUT", "/v2/team/one/manifests/.*").first(1).hold(first));
    registry.fault(Fault.on("PUT", "/v2/team/two/manifests/.*").first(1).hold(second));
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> runs =
          List.of(
              executor.submit(pushed("one", registry)), executor.submit(pushed("two", registry)));
      first.awaitRequest(SafetyLimit.DURATION);
      second.awaitRequest(SafetyLimit.DURATION);
      first.open();
      second.open();
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      executor.shutdownNow();
    }
    assertEquals(List.of("team/one", "team/two"), registry.repositories());
  }

  private Callable<Void> pushed(String name, InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(Files.createDirectory(folder.resolve(name)));
    Files.writeString(goals.target().resolve("bom.json"), "{}");
    return () -> {
      goals.push(registry.host() + "/team/" + name + ":1.0").execute();
      goals.attach().execute();
      return null;
    };
  }

  @Test
  void filesAreChosenWithTitleAndType(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    PushMojo push = goals.push(registry.host() + "/team/app:1.0");
    push.files =
        List.of(
            new LayerFile(Files.writeString(folder.resolve("a.txt"), "a").toFile(), "text/plain"));
    push.execute();
    assertTrue(manifest(registry, "team/app", "1.0").contains("\"mediaType\":\"text/plain\""));
    push.files = List.of(new LayerFile(folder.resolve("gone.txt").toFile(), null));
    assertTrue(message(push).contains("gone.txt"));
    push.files = List.of(new LayerFile());
    assertTrue(message(push).contains("no path"));
  }

  @Test
  void pullReadsTheMirrorThatRegistriesConfNames(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    goals.push(registry.host() + "/mirror/app:1.0").execute();
    Path conf =
        Files.writeString(
            folder.resolve("registries.conf"),
            """
            [[registry]]
            prefix = "registry.example/team"
            location = "%s/mirror"
            insecure = true
            """
                .formatted(registry.host()));
    PullMojo pull = goals.pull("registry.example/team/app:1.0", folder.resolve("out"));
    pull.registriesConf = conf.toString();
    pull.execute();
    assertEquals("classes", Files.readString(folder.resolve("out/app-1.0.jar")));
  }

  @Test
  void failureSaysWhatTheRegistryAnswered(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    String message = message(goals.pull(registry.host() + "/team/none:1.0", folder));
    assertTrue(message.contains(registry.host() + "/team/none"), message);
    assertFalse(message.isBlank());
  }

  @Test
  void textFromOutsideReachesNoTerminalRaw(InProcessRegistry registry) throws Exception {
    Goals goals = Goals.in(folder);
    String name = registry.host() + "/team/hostile";
    try (Oras oras = Oras.create()) {
      oras.push(name + ":1", titled("a\u001b[2J"));
      oras.push(name + ":2", titled("../\u202e\u009b"));
    }

    goals.pull(name + ":1", folder.resolve("out")).execute();
    MojoExecutionException e =
        assertThrows(
            MojoExecutionException.class, goals.pull(name + ":2", folder.resolve("out"))::execute);

    assertTrue(goals.log.toString().contains("a\\u001b[2J"), goals.log::toString);
    assertTrue(e.getMessage().contains("../\\u202e\\u009b"), e.getMessage());
    assertNull(e.getCause(), "Maven prints the messages of causes");
    assertFalse((goals.log + e.getMessage()).matches("(?s).*[\u001b\u009b\u202e].*"));
  }

  private static Artifact titled(String title) {
    return Artifact.of(
        new MediaType("application/vnd.example"), Layer.ofText("x").withTitle(title));
  }
}
