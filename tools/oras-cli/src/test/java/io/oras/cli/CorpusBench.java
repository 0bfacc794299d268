package io.oras.cli;

import io.oras.tests.corpus.Content;
import io.oras.tests.corpus.CorpusStorage;
import io.oras.tests.corpus.OddDocument;
import io.oras.tests.corpus.OddRepository;
import io.oras.tests.corpus.Place;
import io.oras.tests.corpus.Source;
import io.oras.tests.corpus.Use;
import io.oras.tests.registry.InProcessRegistry;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores the corpus in registries and layouts, and runs a program with each document. */
final class CorpusBench implements AutoCloseable {
  /** Runs a command: the arguments, and a folder to run it in. */
  interface Program {
    Outcome run(Path folder, List<String> arguments) throws IOException, InterruptedException;
  }

  /** What a command printed. */
  record Outcome(int exit, String out, String err) {}

  /** One command with one document. */
  record Check(OddRepository repository, Source source, Use use) {
    String expected() {
      return repository.expected(source, use);
    }

    @Override
    public String toString() {
      return repository + ", " + source + ", " + use;
    }
  }

  private final Path root;
  private final List<OddRepository> repositories;
  private final CorpusStorage storage;

  CorpusBench(Path root, List<OddRepository> repositories) throws IOException {
    this.root = root;
    this.repositories = List.copyOf(repositories);
    storage = new CorpusStorage(root);
    for (int i = 0; i < repositories.size(); i++) {
      storage.store(repositories.get(i), "r" + i);
    }
  }

  /** Runs all commands with all documents, several at a time, and returns the outcomes. */
  Map<Check, String> outcomes(String who, int threads, Program program)
      throws InterruptedException, IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Map<Check, Future<String>> running = new LinkedHashMap<>();
    try {
      for (int i = 0; i < repositories.size(); i++) {
        OddRepository repository = repositories.get(i);
        for (Source source : repository.place().sources()) {
          for (Use use : repository.place().uses()) {
            Check check = new Check(repository, source, use);
            String name = "r" + i;
            running.put(check, pool.submit(() -> outcome(who, check, name, program)));
          }
        }
      }
      Map<Check, String> outcomes = new LinkedHashMap<>();
      for (Map.Entry<Check, Future<String>> each : running.entrySet()) {
        outcomes.put(each.getKey(), each.getValue().get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new IOException("the bench failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private String outcome(String who, Check check, String name, Program program)
      throws IOException, InterruptedException {
    String made = who + "/" + name + "-" + check.source() + "-" + check.use();
    Path folder = Files.createDirectories(root.resolve(made));
    boolean layout = check.source() == Source.LAYOUT;
    String tag = check.repository().place().tag();
    String reference =
        layout
            ? storage.layout(name) + ":" + tag
            : storage.registry(check.source()).otherHost() + "/" + name + ":" + tag;
    List<String> command = new ArrayList<>();
    switch (check.use()) {
      case FETCH -> command.addAll(List.of("manifest", "fetch", "--output", "fetched"));
      case PULL -> command.addAll(List.of("pull", "--output", "pulled"));
      case COPY -> command.add("cp");
      case COPY_REFERRERS -> command.addAll(List.of("cp", "-r"));
      case DISCOVER -> command.addAll(List.of("discover", "--format", "json"));
    }
    boolean copy = check.use() == Use.COPY || check.use() == Use.COPY_REFERRERS;
    if (layout) {
      command.add(copy ? "--from-oci-layout" : "--oci-layout");
    }
    command.add(reference);
    String target = made.toLowerCase(Locale.ROOT);
    boolean toLayout = copy && !layout && check.repository().place() == Place.TARGET;
    if (copy && !toLayout) {
      command.add(target().otherHost() + "/" + target + ":copied");
    } else if (copy) {
      command.addAll(List.of("--to-oci-layout", folder.resolve("copied") + ":copied"));
    }
    Outcome run = program.run(folder, command);
    if (run.exit() != 0) {
      return OddDocument.REFUSED;
    }
    return switch (check.use()) {
      case FETCH ->
          Arrays.equals(
                  Files.readAllBytes(folder.resolve("fetched")), check.repository().root().bytes())
              ? OddDocument.BYTES
              : "other bytes";
      case PULL -> pulled(check.repository(), folder.resolve("pulled"));
      case COPY, COPY_REFERRERS ->
          toLayout
              ? copied(check.repository(), folder.resolve("copied"))
              : copied(check.repository(), target);
      case DISCOVER -> {
        try (JsonReader reader = Json.createReader(new StringReader(run.out()))) {
          yield listed(check.repository(), reader.readObject());
        }
      }
    };
  }

  private static String pulled(OddRepository repository, Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return OddDocument.NONE;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    List<String> pulled = new ArrayList<>();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      pulled.add(
          folder.relativize(file)
              + "="
              + repository.contents().stream()
                  .filter(content -> Arrays.equals(content.bytes(), bytes))
                  .map(Content::name)
                  .findFirst()
                  .orElse("?"));
    }
    return orNone(pulled.stream());
  }

  private static String orNone(Stream<String> names) {
    String text = names.sorted().collect(Collectors.joining(", "));
    return text.isEmpty() ? OddDocument.NONE : text;
  }

  private InProcessRegistry target() {
    return storage.registry(Source.REGISTRY);
  }

  private String copied(OddRepository repository, String name) {
    boolean tagged =
        target().tag(name, "copied").filter(repository.root().digest()::equals).isPresent();
    return (tagged ? "" : "untagged: ")
        + OddRepository.names(
            repository.contents().stream()
                .filter(
                    content -> {
                      Optional<byte[]> found =
                          content.isManifest()
                              ? target().manifest(name, content.digest())
                              : target().blob(name, content.digest());
                      return found.filter(b -> Arrays.equals(b, content.bytes())).isPresent();
                    }));
  }

  private static String copied(OddRepository repository, Path layout) throws IOException {
    JsonObject index;
    try (JsonReader reader =
        Json.createReader(Files.newBufferedReader(layout.resolve("index.json")))) {
      index = reader.readObject();
    }
    boolean tagged =
        index.getJsonArray("manifests").getValuesAs(JsonObject.class).stream()
            .filter(entry -> entry.get("annotations") instanceof JsonObject)
            .filter(
                entry ->
                    entry
                        .getJsonObject("annotations")
                        .getString("org.opencontainers.image.ref.name", "")
                        .equals("copied"))
            .anyMatch(
                entry -> entry.getString("digest").equals(repository.root().digest().toString()));
    List<Content> copied = new ArrayList<>();
    for (Content content : repository.contents()) {
      Path file = layout.resolve("blobs/sha256").resolve(content.digest().encoded());
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content.bytes())) {
        copied.add(content);
      }
    }
    return (tagged ? "" : "untagged: ") + OddRepository.names(copied.stream());
  }

  private static String listed(OddRepository repository, JsonObject listed) {
    if (!(listed.get("referrers") instanceof JsonArray referrers)) {
      return OddDocument.NONE;
    }
    return orNone(
        referrers.stream()
            .map(JsonValue::asJsonObject)
            .map(
                referrer -> {
                  String deeper = listed(repository, referrer);
                  return name(repository, referrer.getString("digest"))
                      + "("
                      + referrer.getString("artifactType", "")
                      + ")"
                      + (deeper.equals(OddDocument.NONE) ? "" : " <- [" + deeper + "]");
                }));
  }

  private static String name(OddRepository repository, String digest) {
    return Stream.concat(repository.contents().stream(), OddRepository.missing())
        .filter(content -> content.digest().toString().equals(digest))
        .map(Content::name)
        .findFirst()
        .orElse(digest);
  }

  @Override
  public void close() {
    storage.close();
  }
}
