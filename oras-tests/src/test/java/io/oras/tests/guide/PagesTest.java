package io.oras.tests.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Pages have working links, are short, and say first what the reader can do after them. */
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
    for (String name :
        List.of(
            "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md")) {
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
  void everyPictureIsShownOnAPage() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path page : allPages()) {
      text.append(textOf(page));
    }
    try (Stream<Path> pictures = Files.list(ROOT.resolve("docs/images"))) {
      assertEquals(
          List.of(),
          pictures.filter(file -> text.indexOf("images/" + file.getFileName()) < 0).toList());
    }
  }

  @Test
  void everyPageSaysFirstWhatTheReaderCanDoAfterIt() throws IOException {
    for (Path page : pages("docs")) {
      String start = Files.readString(page).lines().skip(2).findFirst().orElse("");
      assertEquals(
          "After this page you",
          start.substring(0, Math.min(19, start.length())),
          () -> ROOT.relativize(page).toString());
    }
  }

  /** Reference pages are read by looking something up, so their length is not limited. */
  @Test
  void noPageButAReferenceHasMoreThan1500Words() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path page : pages("docs")) {
      long words = Pattern.compile("\\s+").splitAsStream(textOf(page)).count();
      if (words > 1500 && !page.startsWith(ROOT.resolve("docs/reference"))) {
        tooLong.add(ROOT.relativize(page) + ": " + words);
      }
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void everyPageIsInTheNavigationOfTheSite() throws IOException {
    String navigation = Files.readString(ROOT.resolve("site/mkdocs.yml"));
    for (Path page : pages("docs")) {
      String place = ROOT.resolve("docs").relativize(page).toString().replace('\\', '/');
      assertTrue(navigation.contains(": " + place + "\n"), place);
    }
  }
}
