package io.oras.tests.guide;

import io.oras.tests.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements in Java that a page shows, in their order.
 *
 * @param path of the page below {@code docs}
 */
record GuidePage(Path path, List<Block> blocks) {
  /**
   * One block of code.
   *
   * @param line of the page where the code begins, from 1
   * @param output that the page shows after the code, or empty
   */
  record Block(int line, String code, String output) {}

  private static final Path DOCS = SourceTree.root().resolve("docs");
  private static final Pattern CODE =
      Pattern.compile(
          "(?ms)^(<!-- not run: [^\n]+ -->\n)?```java\n(.*?)^```\n(?:\n(?:[^\n]+\n\n)?```text\n(.*?)^```$)?");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:public |final |abstract |open )*(?:class|interface|record|enum|module) .*");

  /** Returns the pages for users that show code to run. */
  static List<GuidePage> all() throws IOException {
    try (Stream<Path> pages =
        Stream.of("getting-started.md", "guides", "concepts", "migrating", "reference")
            .map(DOCS::resolve)) {
      List<GuidePage> found = new ArrayList<>();
      for (Path start : pages.filter(Files::exists).toList()) {
        try (Stream<Path> files = Files.walk(start)) {
          for (Path file :
              files.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
            GuidePage page = read(file);
            if (!page.blocks().isEmpty()) {
              found.add(page);
            }
          }
        }
      }
      return found;
    }
  }

  private static GuidePage read(Path file) throws IOException {
    String text = Files.readString(file);
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = CODE.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) == null && !TYPE.matcher(matcher.group(2)).find()) {
        int line = 1 + (int) text.substring(0, matcher.start(2)).lines().count();
        String output = matcher.group(3);
        blocks.add(new Block(line, matcher.group(2), output == null ? "" : output));
      }
    }
    return new GuidePage(DOCS.relativize(file), blocks);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
