package io.oras.tests.structure;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * Java code in a page or a comment.
 *
 * @param line of the file where the code begins, from 1
 */
record Snippet(Path file, int line, String code) {
  /** What a reader has at hand; a snippet may declare such a name itself. */
  private static final String NAMES =
      "Oras oras; Path file, folder, sbom; Artifact artifact; InProcessRegistry registry;"
          + " CredentialStoreProvider storeProvider; Repository app;";

  private static final Pattern IN_PAGE = Pattern.compile("(?ms)^```java\n(.*?)^```$");
  private static final Pattern IN_COMMENT =
      Pattern.compile("(?ms)^ *\\* <pre>\\{@code\n(.*?)^ *\\* \\}</pre>$");
  private static final Pattern UNIT =
      Pattern.compile(
          "(?m)\\A(?:(?:/[*/]| \\*).*\n)*(?:package|import|@\\w+|(?:public |final |abstract )*"
              + "(?:class|interface|record|enum)) ?.*");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|interface|record|enum) (\\w+)");
  private static final Pattern MODULE = Pattern.compile("(?m)^module ");

  static Stream<Snippet> ofPage(Path file) {
    return find(IN_PAGE, file, Reactor.read(file));
  }

  static Stream<Snippet> ofComments(Path file) {
    return find(IN_COMMENT, file, Reactor.read(file))
        .map(
            each ->
                new Snippet(file, each.line(), each.code().replaceAll("(?m)^ *\\*(?: |$)", "")));
  }

  private static Stream<Snippet> find(Pattern pattern, Path file, String text) {
    List<Snippet> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      int line =
          1 + (int) text.substring(0, matcher.start(1)).chars().filter(c -> c == '\n').count();
      found.add(new Snippet(file, line, matcher.group(1)));
    }
    return found.stream();
  }

  /** A declaration of a module, which compiles only beside the module's classes. */
  boolean isModule() {
    return MODULE.matcher(code).find();
  }

  /**
   * As it is when it is a file, else as statements in a method, or as members when it has types.
   */
  JavaFileObject source(int number) {
    Matcher type = TYPE.matcher(code);
    boolean hasType = type.find();
    if (hasType && UNIT.matcher(code).lookingAt()) {
      String rest = code.startsWith("package ") ? "" : imports();
      return source(type.group(1), rest + code);
    }
    String name = "Snippet" + number;
    String head = imports() + "abstract class " + name + " { " + NAMES;
    return source(
        name, head + (hasType ? code : " void run() throws Exception { " + code + "}") + "}");
  }

  /** In one line, so that the compiler counts lines as the page does. */
  private static String imports() {
    return Stream.concat(
            Stream.of(
                "java.io",
                "java.net",
                "java.nio.file",
                "java.time",
                "java.util",
                "java.util.function",
                "java.util.concurrent",
                "java.util.stream",
                "java.nio.charset"),
            Reactor.modules().stream().flatMap(module -> module.exported().stream()))
        .map(name -> "import " + name + ".*; ")
        .collect(Collectors.joining());
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  @Override
  public String toString() {
    return Reactor.ROOT.relativize(file) + ":" + line;
  }
}
