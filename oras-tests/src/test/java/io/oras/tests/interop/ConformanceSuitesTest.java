package io.oras.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.RegistryBuilder;
import io.oras.tests.tool.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The in-process registry passes the suites of the distribution specification. */
@Tag("real")
class ConformanceSuitesTest {
  private static final String USER = "conformance";
  private static final String PASSWORD = "of the suites";

  /** What version 1.1 leaves out, since only the next version has it or allows to demand it. */
  private static final Set<String> NOT_IN_VERSION_1_1 =
      Set.of(
          "Blob upload cancel",
          "Manifest put with tag params",
          "Sparse Manifests",
          "Tag Param",
          "Tag Param sha512");

  /** What the suite has for registries that it may not push to, or that mount otherwise. */
  private static final Set<String> SKIPPED_BY_V1 =
      Set.of(
          "Pull Setup Get tag name from environment",
          "Content Discovery Setup Populate registry with test tags (no push)",
          "Push Cross-Repository Blob Mount Cross-mounting of nonexistent blob should yield session"
              + " id",
          "Push Cross-Repository Blob Mount Cross-mounting without from, and automatic content"
              + " discovery disabled should return a 202");

  private static final Pattern STATUS = Pattern.compile("(?m)^ {2}([^:\n]+): (\\w+)$");

  @TempDir Path home;

  @Test
  void theSuiteForVersion1Point1Passes() throws Exception {
    try (InProcessRegistry registry = others().start()) {
      assertEquals(NOT_IN_VERSION_1_1, notRun(862, suite(registry).with("OCI_VERSION", "1.1")));
    }
  }

  /** Also what 1.1 leaves to the registry: digests in all answers, manifests without content. */
  @Test
  void theSuiteForTheNextVersionPassesWithTokensAndLeavesNothingOut() throws Exception {
    try (InProcessRegistry registry =
        others().auth(Auth.token(USER, PASSWORD)).missingReferences(true).start()) {
      ExternalTool suite =
          suite(registry)
              .with("OCI_USERNAME", USER)
              .with("OCI_PASSWORD", PASSWORD)
              .with("OCI_VERSION", "dev")
              .with("OCI_DATA_SPARSE", "true");
      assertEquals(Set.of(), notRun(1032, suite));
      assertTrue(
          registry.requests().stream().anyMatch(request -> request.status() == 401),
          "the registry asked who it is");
    }
  }

  @Test
  void theSuiteForTheNextVersionPassesWithContentInAFolder() throws Exception {
    try (InProcessRegistry registry =
        others().folder(home.resolve("content")).missingReferences(true).start()) {
      ExternalTool suite =
          suite(registry).with("OCI_VERSION", "dev").with("OCI_DATA_SPARSE", "true");
      assertEquals(Set.of(), notRun(1032, suite));
    }
  }

  @Test
  void theSuiteOfV1Passes() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      assertEquals(SKIPPED_BY_V1, skippedByV1(suiteV1(registry)));
    }
  }

  @Test
  void theSuiteOfV1PassesWithTokens() throws Exception {
    try (InProcessRegistry registry =
        InProcessRegistry.builder().auth(Auth.token(USER, PASSWORD)).start()) {
      ExternalTool suite =
          suiteV1(registry).with("OCI_USERNAME", USER).with("OCI_PASSWORD", PASSWORD);
      assertEquals(SKIPPED_BY_V1, skippedByV1(suite));
    }
  }

  /** The suite streams what it knows the length of. */
  private static RegistryBuilder others() {
    return InProcessRegistry.builder().lengthRequired(false);
  }

  private ExternalTool suite(InProcessRegistry registry) {
    return ExternalTool.of("ORAS_IT_CONFORMANCE", home)
        .with("OCI_REGISTRY", registry.host())
        .with("OCI_TLS", "disabled")
        .with("OCI_REPO1", "conformance/one")
        .with("OCI_REPO2", "conformance/two")
        .with("OCI_RESULTS_DIR", home.resolve("results").toString())
        .with("OCI_LOG", "error")
        .with("OCI_CONFIGURATION", "/dev/null");
  }

  /** What the suite did not run, after checking that it had so many tests and all went well. */
  private Set<String> notRun(int tests, ExternalTool suite) throws Exception {
    ExternalTool.Run run = suite.attempt();
    Path results = home.resolve("results/results.yaml");
    assertTrue(Files.exists(results), run::all);
    Set<String> notRun = new TreeSet<>();
    Matcher status = STATUS.matcher(Files.readString(results).split("(?m)^apis:$", 2)[1]);
    while (status.find()) {
      if (status.group(2).matches("Disabled|Skip")) {
        notRun.add(status.group(1));
      } else {
        assertEquals("Pass", status.group(2), () -> status.group(1) + "\n" + run.all());
      }
    }
    assertEquals(0, run.exit(), run::all);
    Element total = report(home.resolve("results/junit.xml"));
    assertEquals(String.valueOf(tests), total.getAttribute("tests"), "tests that were run");
    assertEquals(0, total.getElementsByTagName("skipped").getLength(), "skips inside a test");
    return notRun;
  }

  private ExternalTool suiteV1(InProcessRegistry registry) throws IOException {
    return ExternalTool.of("ORAS_IT_CONFORMANCE_V1", home)
        .with("OCI_ROOT_URL", registry.uri("").toString())
        .with("OCI_NAMESPACE", "conformance/one")
        .with("OCI_CROSSMOUNT_NAMESPACE", "conformance/two")
        .with("OCI_AUTOMATIC_CROSSMOUNT", "1")
        .with("OCI_TEST_PULL", "1")
        .with("OCI_TEST_PUSH", "1")
        .with("OCI_TEST_CONTENT_DISCOVERY", "1")
        .with("OCI_TEST_CONTENT_MANAGEMENT", "1")
        .with("OCI_DELETE_MANIFEST_BEFORE_BLOBS", "1")
        .with("OCI_REPORT_DIR", Files.createDirectory(home.resolve("results")).toString());
  }

  private Set<String> skippedByV1(ExternalTool suite) throws Exception {
    ExternalTool.Run run = suite.attempt();
    assertEquals(0, run.exit(), run::all);
    Set<String> skipped = new TreeSet<>();
    NodeList tests = report(home.resolve("results/junit.xml")).getElementsByTagName("testcase");
    for (int i = 0; i < tests.getLength(); i++) {
      Element test = (Element) tests.item(i);
      String status = test.getAttribute("status");
      if (status.equals("skipped")) {
        skipped.add(test.getAttribute("name").replace("OCI Distribution Conformance Tests ", ""));
      } else {
        assertEquals("passed", status, test.getAttribute("name"));
      }
    }
    assertEquals(79 + 1, tests.getLength(), "tests of the suite, and its reporter");
    return skipped;
  }

  private static Element report(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }
}
