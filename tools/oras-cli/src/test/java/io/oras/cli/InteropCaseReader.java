package io.oras.cli;

import io.oras.cli.InteropCase.Aspect;
import io.oras.cli.InteropCase.Command;
import io.oras.cli.InteropCase.Comparison;
import io.oras.cli.InteropCase.Difference;
import io.oras.cli.InteropCase.Setup;
import io.oras.cli.InteropCase.Step;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the case files of the interoperability suite; {@code docs/maintainers/interoperability.md}
 * has their format.
 */
final class InteropCaseReader {
  private final List<InteropCase> cases = new ArrayList<>();
  private @Nullable String name;
  private List<String> ported = new ArrayList<>();
  private List<List<String>> registries = new ArrayList<>();
  private List<Step> steps = new ArrayList<>();
  private Comparison usual = Comparison.EXACT;

  private InteropCaseReader() {}

  /** Reads all case files, in the order of their names. */
  static List<InteropCase> readAll() throws IOException {
    InteropCaseReader reader = new InteropCaseReader();
    try (Stream<Path> files = Files.list(resource("cases"))) {
      for (Path file : files.sorted().toList()) {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
          number++;
          try {
            reader.line(line);
          } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ":" + number + ": " + line, e);
          }
        }
        reader.finish();
      }
    }
    return reader.cases;
  }

  /** A file or folder among the resources of the suite. */
  static Path resource(String path) {
    try {
      return Path.of(
          Objects.requireNonNull(InteropCase.class.getResource("/interop/" + path), path).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void line(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("== ")) {
      finish();
      name = line.substring(3);
      return;
    }
    if (line.startsWith("  ")) {
      modify(line.strip());
      return;
    }
    if (line.startsWith("$ ")) {
      steps.add(
          new Command(
              words(line.substring(2)), "", Map.of(), List.of(), List.of(), null, usual, null));
      return;
    }
    List<String> words = words(line);
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "e2e" -> rest.stream().skip(1).forEach(number -> ported.add(rest.get(0) + " " + number));
      case "registry" -> registries.add(rest);
      case "any-name" -> usual = Comparison.ANY_NAME;
      default -> steps.add(new Setup(words.get(0), rest));
    }
  }

  private void finish() {
    if (name != null) {
      cases.add(new InteropCase(name, ported, registries, steps));
    }
    name = null;
    usual = Comparison.EXACT;
    ported = new ArrayList<>();
    registries = new ArrayList<>();
    steps = new ArrayList<>();
  }

  private void modify(String line) {
    int space = line.indexOf(' ');
    String verb = space < 0 ? line : line.substring(0, space);
    String text = space < 0 ? "" : line.substring(space + 1);
    Command c = (Command) steps.remove(steps.size() - 1);
    String input = c.input();
    Map<String, String> environment = c.environment();
    List<String> phrases = c.phrases();
    List<String> outs = c.words();
    String saveAs = c.saveAs();
    Comparison comparison = c.comparison();
    Difference difference = c.difference();
    switch (verb) {
      case "in" -> input = unescape(text);
      case "env" -> {
        environment = new LinkedHashMap<>(environment);
        environment.put(
            text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1));
      }
      case "err" -> phrases = with(phrases, text);
      case "out" -> outs = with(outs, text);
      case "as" -> saveAs = text;
      case "any-order", "any-name", "flags", "none" ->
          comparison = Comparison.valueOf(verb.toUpperCase(Locale.ROOT).replace('-', '_'));
      case "differs", "varies" -> difference = difference(text, verb.equals("differs"));
      default -> throw new IllegalArgumentException(verb);
    }
    steps.add(
        new Command(
            c.arguments(), input, environment, phrases, outs, saveAs, comparison, difference));
  }

  private static Difference difference(String text, boolean always) {
    List<String> words = words(text);
    Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    for (String aspect : words.subList(1, words.size())) {
      aspects.add(Aspect.valueOf(aspect.toUpperCase(Locale.ROOT)));
    }
    return new Difference(words.get(0), aspects, always);
  }

  private static List<String> with(List<String> list, String item) {
    return Stream.concat(list.stream(), Stream.of(item)).toList();
  }

  /** Splits at spaces, except between apostrophes. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : (line + " ").toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any || word.length() > 0) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("an apostrophe is missing");
    }
    return words;
  }

  static String unescape(String text) {
    return text.translateEscapes();
  }
}
