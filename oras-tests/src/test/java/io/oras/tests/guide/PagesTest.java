package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.oras.tests.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages: links lead somewhere, guides are short and say first what they are for. */
class PagesTest {
  private static final Path ROOT = SourceTree.root();
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("(!?)\\[([^\\]]*)\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  private static List<Path> pages(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<Path> allPages() throws IOException {
    List<Path> all = new ArrayList<>(pages("docs"));
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      all.add(ROOT.resolve(name));
    }
    return all;
  }

  private static String textOf(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : allPages()) {
      LINK.matcher(textOf(page))
          .results()
          .map(link -> link.group(3))
          .filter(link -> !link.matches("[a-z]+:.*"))
          .filter(link -> !leadsSomewhere(page, link))
          .forEach(link -> broken.add(ROOT.relativize(page) + ": " + link));
    }
    assertEquals(List.of(), broken);
  }

  private static boolean leadsSomewhere(Path page, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || headings(target).contains(link.substring(hash + 1));
  }

  /** The anchors that a renderer of Markdown gives to the headings of a page. */
  private static List<String> headings(Path page) {
    try {
      return HEADING
          .matcher(textOf(page))
          .results()
          .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
          .map(text -> text.replaceAll("[^\\w\\- ]", "").strip().replace(' ', '-'))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyPictureHasAnAlternativeText() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path page : allPages()) {
      LINK.matcher(textOf(page))
          .results()
          .filter(link -> !link.group(1).isEmpty() && link.group(2).isBlank())
          .forEach(link -> silent.add(ROOT.relativize(page) + ": " + link.group(3)));
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void everyGuideSaysFirstWhatTheReaderCanDoAfterIt() throws IOException {
    List<Path> guides = new ArrayList<>(pages("docs/guides"));
    guides.add(ROOT.resolve("docs/getting-started.md"));
    for (Path page : guides) {
      String start = Files.readString(page).lines().skip(2).findFirst().orElse("");
      assertEquals(
          "After this page you",
          start.substring(0, Math.min(19, start.length())),
          () -> ROOT.relativize(page).toString());
    }
  }

  @Test
  void noGuideHasMoreThan1500Words() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path page :
        Stream.concat(pages("docs/guides").stream(), pages("docs/concepts").stream()).toList()) {
      long words = Pattern.compile("\\s+").splitAsStream(textOf(page)).count();
      if (words > 1500) {
        tooLong.add(ROOT.relativize(page) + ": " + words);
      }
    }
    assertEquals(List.of(), tooLong);
  }
}
