package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The address of the project is the property {@code oras.address} of the parent POM. */
class ProjectAddressTest {
  private static final String PARENT = Reactor.read(Reactor.ROOT.resolve("pom.xml"));
  private static final String ADDRESS =
      Reactor.groups(Pattern.compile("<oras.address>https://(.*?)</oras.address>"), PARENT).get(0);
  private static final Pattern REPEATED =
      Pattern.compile(
          "(?:https://|git@)([\\w.-]+[/:][\\w.-]+/"
              + ADDRESS.substring(ADDRESS.lastIndexOf('/') + 1)
              + ")\\b");

  /** Where an address of the project may be, and no property can be used. */
  private static final List<String> PLACES =
      List.of(
          "pom.xml",
          "oras-bom/pom.xml",
          "README.md",
          "SECURITY.md",
          "CONTRIBUTING.md",
          "CODE_OF_CONDUCT.md",
          ".github",
          "docs",
          "site");

  @Test
  void bomWhichHasNoParentRepeatsTheParent() {
    String parent = PARENT.replace("${oras.address}", "https://" + ADDRESS);
    String bom = Reactor.read(Reactor.ROOT.resolve("oras-bom/pom.xml"));
    for (String name :
        List.of(
            "url",
            "inceptionYear",
            "organization",
            "licenses",
            "developers",
            "scm",
            "issueManagement")) {
      assertEquals(element(parent, name), element(bom, name), name);
    }
  }

  private static String element(String pom, String name) {
    Pattern element = Pattern.compile("(?s)<" + name + "(?: [^>]*)?>(.*?)</" + name + ">");
    return Reactor.groups(element, pom).get(0).replaceAll("\\s+", "");
  }

  @Test
  void noFileNamesAnotherAddress() throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    for (String place : PLACES) {
      try (Stream<Path> files = Files.walk(Reactor.ROOT.resolve(place))) {
        for (Path file :
            files.filter(each -> each.toString().matches(".*\\.(md|xml|yml|py)")).toList()) {
          List<String> addresses = Reactor.groups(REPEATED, Reactor.read(file));
          if (!addresses.isEmpty()) {
            found.put(Reactor.ROOT.relativize(file).toString(), addresses);
          }
        }
      }
    }
    assertTrue(found.containsKey("oras-bom/pom.xml"), found::toString);
    found
        .values()
        .forEach(all -> all.forEach(each -> assertEquals(ADDRESS, each, found::toString)));
  }
}
