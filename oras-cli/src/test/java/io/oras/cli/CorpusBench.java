package io.oras.cli;

import io.oras.tests.corpus.Content;
import io.oras.tests.corpus.OddDocument;
import io.oras.tests.corpus.OddRepository;
import io.oras.tests.corpus.Place;
import io.oras.tests.corpus.Source;
import io.oras.tests.corpus.Use;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import io.oras.tests.registry.Quirk;
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
  private final InProcessRegistry registry;
  private final InProcessRegistry tagSchema;

  CorpusBench(Path root, List<OddRepository> repositories) throws IOException {
    this.root = root;
    this.repositories = List.copyOf(repositories);
    registry = start(true);
    tagSchema = start(false);
    for (int i = 0; i < repositories.size(); i++) {
      store(repositories.get(i), "r" + i);
    }
  }

  private static InProcessRegistry start(boolean referrersApi) throws IOException {
    return InProcessRegistry.builder()
        .quirk(Quirk.ANY_MANIFEST)
        .lengthRequired(false)
        .referrersApi(referrersApi)
        .start();
  }

  private void store(OddRepository repository, String name) throws IOException {
    if (repository.place().sources().contains(Source.LAYOUT)) {
      write(repository.contents(), repository.indexFile(), root.resolve(name));
    }
    for (Content content : repository.contents()) {
      store(content, registry, name, content.name().replace(' ', '-'));
      store(content, tagSchema, name, content.name().replace(' ', '-'));
    }
    repository
        .tags()
        .forEach(
            (tag, content) -> {
              store(content, registry, name, tag);
              store(content, tagSchema, name, tag);
            });
    byte[] list = repository.referrersList();
    if (list != null) {
      String type = "application/vnd.oci.image.index.v1+json";
      registry.fault(
          Fault.on("GET", "/v2/" + name + "/referrers/" + repository.root().digest())
              .replace(200, type, "")
              .body(list));
      tagSchema.addManifest(
          name, repository.root().digest().toString().replace(':', '-'), type, list);
    }
  }

  private static void store(Content content, InProcessRegistry to, String name, String tag) {
    String type = content.mediaType();
    if (type == null) {
      to.addBlob(name, content.bytes());
    } else {
      to.addManifest(name, tag, type, content.bytes());
    }
  }

  /** Writes a layout. */
  static void write(List<Content> contents, byte[] indexFile, Path layout) throws IOException {
    Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.write(layout.resolve("index.json"), indexFile);
    for (Content content : contents) {
      Files.write(blobs.resolve(content.digest().encoded()), content.bytes());
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

  private InProcessRegistry registry(Source source) {
    return source == Source.TAG_SCHEMA ? tagSchema : registry;
  }

  private String outcome(String who, Check check, String name, Program program)
      throws IOException, InterruptedException {
    String made = who + "/" + name + "-" + check.source() + "-" + check.use();
    Path folder = Files.createDirectories(root.resolve(made));
    boolean layout = check.source() == Source.LAYOUT;
    String tag = check.repository().place().tag();
    String reference =
        layout
            ? root.resolve(name) + ":" + tag
            : registry(check.source()).otherHost() + "/" + name + ":" + tag;
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
      command.add(registry.otherHost() + "/" + target + ":copied");
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

  private String copied(OddRepository repository, String name) {
    boolean tagged =
        registry.tag(name, "copied").filter(repository.root().digest()::equals).isPresent();
    return (tagged ? "" : "untagged: ")
        + OddRepository.names(
            repository.contents().stream()
                .filter(
                    content -> {
                      Optional<byte[]> found =
                          content.isManifest()
                              ? registry.manifest(name, content.digest())
                              : registry.blob(name, content.digest());
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
    registry.close();
    tagSchema.close();
  }
}
