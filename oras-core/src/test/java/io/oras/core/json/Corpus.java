package io.oras.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oras.core.document.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A document of {@code *.cases}: a line {@code valid kind: name} or {@code invalid kind: name =>
 * start of the one problem}, then the document in one line. A valid one may name its digest.
 */
record Corpus(
    String file, boolean valid, Schema kind, String name, @Nullable String note, String document) {
  /** The 84 cases of image-spec/schema. */
  static final List<String> FILES =
      List.of("descriptor", "manifest", "index", "config", "layout", "docker", "examples");

  private static Corpus of(String file, String head, String document) {
    int colon = head.indexOf(": ");
    String[] words = head.substring(0, colon).split(" ", 2);
    String[] rest = head.substring(colon + 2).split(" => ", 2);
    return new Corpus(
        file,
        words[0].equals("valid"),
        Schema.valueOf(words[1].toUpperCase(Locale.ROOT)),
        rest[0],
        rest.length > 1 ? rest[1] : null,
        document);
  }

  static List<Corpus> read(String file) {
    try (InputStream in = Corpus.class.getResourceAsStream(file + ".cases")) {
      List<String> lines =
          new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      List<Corpus> cases = new ArrayList<>();
      for (int i = 0; i < lines.size(); i += 2) {
        cases.add(of(file, lines.get(i), lines.get(i + 1)));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The 84, and more. */
  static Stream<Corpus> all() {
    return Stream.concat(FILES.stream(), Stream.of("extra")).flatMap(file -> read(file).stream());
  }

  @Override
  public String toString() {
    return file + ": " + name;
  }
}
