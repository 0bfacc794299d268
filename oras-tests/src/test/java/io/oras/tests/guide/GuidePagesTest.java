package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.options.InstalledCredentials;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java on the pages for users runs as it is shown, block after block, in a folder with some
 * files and against a registry with some artifacts; what a page shows as output is what a block
 * prints. A block whose page says {@code <!-- not run: REASON -->} is only compiled.
 *
 * <p>In the code {@code localhost:5000} is the registry of the test, relative paths lead to the
 * folder of the test, and no file of the machine's user is read.
 */
public class GuidePagesTest {
  private static final MediaType REPORT = new MediaType("application/vnd.example.report");

  @TempDir Path folder;
  private InProcessRegistry registry;

  static List<GuidePage> pages() throws IOException {
    return GuidePage.all();
  }

  @BeforeEach
  void prepare() throws Exception {
    registry = InProcessRegistry.start();
    Files.writeString(folder.resolve("hello.txt"), "hello\n");
    Files.writeString(folder.resolve("app.jar"), "a program");
    Files.writeString(folder.resolve("sbom.spdx.json"), "{\"spdxVersion\": \"SPDX-2.3\"}");
    Files.writeString(folder.resolve("report.xml"), "<testsuite/>");
    Files.createDirectories(folder.resolve("site/images"));
    Files.writeString(folder.resolve("site/index.html"), "<h1>Hello</h1>");
    Files.writeString(folder.resolve("site/images/logo.svg"), "<svg/>");
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    writePem("release.key", "PRIVATE KEY", pair.getPrivate());
    writePem("release.pub", "PUBLIC KEY", pair.getPublic());
    try (Oras oras = client().build()) {
      Repository app = oras.repository(registry.host() + "/team/app");
      app.push("v1", Artifact.of(REPORT, Layer.of(folder.resolve("hello.txt"))));
      app.push("v2", Artifact.of(REPORT, Layer.of(folder.resolve("app.jar"))));
      app.push("site", Artifact.of(Layer.of(folder.resolve("site"))));
      app.push("old", Artifact.of(REPORT, Layer.ofText("old").withTitle("old.txt")));
      IndexEditor index = app.newIndex();
      for (String architecture : List.of("amd64", "arm64")) {
        index.add(
            app.push(Artifact.of(REPORT, Layer.ofText(architecture).withTitle("run")))
                .manifest()
                .descriptor()
                .withPlatform(Platform.of("linux", architecture)));
      }
      index.push("multi");
    }
  }

  private void writePem(String name, String label, Key key) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, Base64.getEncoder().encodeToString(key.getEncoded()), label));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void pagesShowCode() throws IOException {
    assertTrue(pages().size() > 5);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void codeOfThePageRuns(GuidePage page) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Files.writeString(sources.resolve("Page.java"), source(page));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    GuideCode.compile(sources, classes, "-cp", GuideCode.libraries(""));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
            new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, GuidePagesTest.class.getClassLoader());
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Oras oras = client().build()) {
      Class<?> type = loader.loadClass("Page");
      Object code =
          type.getConstructor(Path.class, Oras.class, PrintStream.class)
              .newInstance(folder, oras, out);
      for (GuidePage.Block block : page.blocks()) {
        printed.reset();
        run(type, code, page, block);
        if (!block.output().isEmpty()) {
          assertEquals(
              comparable(block.output()),
              comparable(printed.toString(StandardCharsets.UTF_8)),
              () -> page + ":" + block.line());
        }
      }
    }
  }

  private static void run(Class<?> type, Object code, GuidePage page, GuidePage.Block block)
      throws ReflectiveOperationException {
    try {
      type.getMethod("line" + block.line()).invoke(code);
    } catch (InvocationTargetException e) {
      throw new AssertionError(page + ":" + block.line() + " failed", e.getCause());
    }
  }

  private String source(GuidePage page) {
    String head =
        Stream.of(
                "java.io",
                "java.net",
                "java.nio.file",
                "java.nio.charset",
                "java.time",
                "java.util",
                "java.util.concurrent",
                "java.util.stream",
                "io.oras.core",
                "io.oras.core.options",
                "io.oras.core.document",
                "io.oras.core.files",
                "io.oras.api.artifact",
                "io.oras.api.content",
                "io.oras.api.error",
                "io.oras.api.event",
                "io.oras.api.model",
                "io.oras.api.reference",
                "io.oras.api.spi",
                "io.oras.api.transport",
                "io.oras.auth.spi",
                "io.oras.trust",
                "io.oras.tests.registry")
            .map(name -> "import " + name + ".*;\n")
            .collect(Collectors.joining());
    return head
        + """
        public class Page {
          private final Path folder;
          private final Oras oras;
          private final PrintStream out;
          private final Repository app;
          public Page(Path folder, Oras oras, PrintStream out) {
            this.folder = folder;
            this.oras = oras;
            this.out = out;
            this.app = oras.repository("%s/team/app");
          }
          private static OrasBuilder client() {
            return io.oras.tests.guide.GuidePagesTest.client();
          }
        """
            .formatted(registry.host())
        + page.blocks().stream()
            .map(
                block ->
                    "public void line%s() throws Exception {\n%s\n}\n"
                        .formatted(block.line(), here(block.code())))
            .collect(Collectors.joining())
        + "}\n";
  }

  /** Puts this test's registry, folder and client in the place of those that the page names. */
  private String here(String code) {
    return code.replace("localhost:5000", registry.host())
        .replace("Path.of(\"", "folder.resolve(\"")
        .replace("Oras.create()", "client().build()")
        .replace("Oras.builder()", "client()")
        .replace("CredentialStores.open()", "CredentialStores.open(folder.resolve(\"auth.json\"))")
        .replace("System.out", "out");
  }

  private String comparable(String output) {
    return output
        .replace(registry.host(), "localhost:5000")
        .replace(folder.toString() + "/", "")
        .replaceAll("sha256:[0-9a-f…]+", "sha256:…")
        .strip();
  }

  /** Returns a builder for a client that asks no other program for credentials. */
  public static OrasBuilder client() {
    return Oras.builder().installedCredentials(InstalledCredentials.none());
  }
}
