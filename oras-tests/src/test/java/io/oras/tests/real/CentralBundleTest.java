package io.oras.tests.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks a staged release as Maven Central does ("Requirements" of its documentation for
 * publishers), before Maven Central refuses it. {@code .ci/release} stages one in the folder {@code
 * ORAS_IT_CENTRAL_STAGING}.
 */
@Tag("real")
class CentralBundleTest {
  private static final Map<String, String> CHECKSUMS = Map.of("md5", "MD5", "sha1", "SHA-1");
  private static final Set<String> DERIVED = Set.of("asc", "md5", "sha1", "sha256", "sha512");

  private Path staging;

  /** A staged artifact: its folder, the beginning of its files' names, and its POM. */
  record Staged(Path folder, String name, Element pom, Optional<Element> parent) {
    Path file(String ending) {
      return folder.resolve(name + ending);
    }

    /** Returns an element of the POM, also if the parent has it. */
    Optional<Element> element(String path) {
      return child(pom, path).or(() -> parent.flatMap(each -> child(each, path)));
    }

    String packaging() {
      return child(pom, "packaging").map(Element::getTextContent).orElse("jar");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void find() {
    String folder = System.getenv("ORAS_IT_CENTRAL_STAGING");
    assumeTrue(folder != null, "ORAS_IT_CENTRAL_STAGING names no folder: run .ci/release");
    staging = Path.of(folder);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(staging)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private List<Staged> artifacts() throws Exception {
    List<Staged> all = new ArrayList<>();
    for (Path file : files()) {
      if (ending(file).equals("pom")) {
        String name = file.getFileName().toString().replaceFirst("\\.pom$", "");
        all.add(new Staged(file.getParent(), name, read(file), parent(read(file))));
      }
    }
    assertTrue(all.size() > 2, all::toString);
    return all;
  }

  private static Element read(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
  }

  private Optional<Element> parent(Element pom) throws Exception {
    Optional<Element> parent = child(pom, "parent");
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    String artifact = child(parent.get(), "artifactId").orElseThrow().getTextContent();
    String version = child(parent.get(), "version").orElseThrow().getTextContent();
    return Optional.of(
        read(
            staging
                .resolve("io/oras")
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ".pom")));
  }

  private static Optional<Element> child(Element from, String path) {
    Optional<Element> now = Optional.of(from);
    for (String name : path.split("/", -1)) {
      now = now.flatMap(element -> only(element, name));
    }
    return now;
  }

  private static Optional<Element> only(Element element, String name) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element found && found.getTagName().equals(name)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  @Test
  void everyPomNamesAndDescribesItsArtifact() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Staged artifact : artifacts()) {
      for (String own : List.of("artifactId", "name", "description")) {
        if (child(artifact.pom(), own).isEmpty()) {
          missing.add(artifact + ": " + own);
        }
      }
      for (String inherited :
          List.of(
              "groupId",
              "version",
              "url",
              "licenses/license/name",
              "licenses/license/url",
              "developers/developer/name",
              "developers/developer/organization",
              "developers/developer/organizationUrl",
              "scm/connection",
              "scm/developerConnection",
              "scm/url")) {
        if (artifact.element(inherited).filter(e -> !e.getTextContent().isBlank()).isEmpty()) {
          missing.add(artifact + ": " + inherited);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void noVersionIsASnapshotAndEveryFileIsAtItsPlace() throws Exception {
    for (Path file : files()) {
      assertFalse(file.toString().contains("SNAPSHOT"), file::toString);
      Path folder = file.getParent();
      String name = folder.getParent().getFileName() + "-" + folder.getFileName();
      assertTrue(file.getFileName().toString().startsWith(name), file::toString);
      assertTrue(staging.relativize(file).startsWith("io/oras"), file::toString);
    }
    for (Staged artifact : artifacts()) {
      assertFalse(Files.readString(artifact.file(".pom")).contains("SNAPSHOT"), artifact::name);
    }
  }

  @Test
  void everyJarHasSourcesAndJavadoc() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Staged artifact : artifacts()) {
      if (!artifact.packaging().equals("pom")) {
        for (String ending : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
          if (!Files.isRegularFile(artifact.file(ending))) {
            missing.add(artifact + ending);
          }
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyArtifactHasAnSbom() throws Exception {
    for (Staged artifact : artifacts()) {
      String sbom = Files.readString(artifact.file("-cyclonedx.json"));
      assertTrue(sbom.contains("\"CycloneDX\""), artifact::name);
    }
  }

  @Test
  void everyFileIsSigned() throws Exception {
    Set<String> missing = new TreeSet<>();
    for (Path file : files()) {
      if (!DERIVED.contains(ending(file))) {
        Path signature = Path.of(file + ".asc");
        if (!Files.isRegularFile(signature)
            || !Files.readString(signature).startsWith("-----BEGIN PGP SIGNATURE-----")) {
          missing.add(signature.toString());
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyFileHasItsChecksums() throws Exception {
    Set<String> wrong = new TreeSet<>();
    for (Path file : files()) {
      if (!DERIVED.contains(ending(file))) {
        for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
          Path path = Path.of(file + "." + checksum.getKey());
          if (!Files.isRegularFile(path)
              || !Files.readString(path).strip().equals(hash(file, checksum.getValue()))) {
            wrong.add(path.toString());
          }
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  private static String hash(Path file, String algorithm)
      throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
  }
}
