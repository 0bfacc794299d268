package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.registry.InProcessRegistry;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Referrers, indexes and backups that one command makes are those that the other makes. */
class GraphInteropTest extends InteropTest {

  private void attachAll(First first, String repository) throws Exception {
    String subject = "REG/" + repository + ":v1";
    run(first, "push", subject, "f.txt", "-a", CREATED);
    run(first, "attach", subject, "--artifact-type", "sig/a", "f.txt", "-a", CREATED);
    run(
        first.next(),
        "attach",
        subject,
        "--artifact-type",
        "sbom/b",
        "-a",
        CREATED,
        "-a",
        "k=a: b");
    run(first, "attach", subject, "--artifact-type", "sig/c", "f.txt:a/b", "-a", CREATED);
  }

  private String discover(First who, String repository, String... flags) throws Exception {
    String[] all = new String[flags.length + 2];
    all[0] = "discover";
    all[1] = "REG/" + repository + ":v1";
    System.arraycopy(flags, 0, all, 2, flags.length);
    return run(who, all).replace(host + "/" + repository, "REPOSITORY");
  }

  /** The other prints annotations in any order, and draws the lines to match. */
  private List<String> tree(First who, List<String> flags) throws Exception {
    return discover(who, "a", flags.toArray(String[]::new))
        .lines()
        .map(line -> line.replace('└', '├'))
        .sorted()
        .toList();
  }

  /** With the API, and with the list at a tag that each adds to in turn. */
  @ParameterizedTest
  @CsvSource({"THIS,true", "THIS,false", "OTHER,true", "OTHER,false"})
  void bothAttachAndBothDiscover(First first, boolean api) throws Exception {
    startOther(InProcessRegistry.builder().referrersApi(api));
    attachAll(first, "a");
    for (String format : List.of("json", "table")) {
      assertEquals(
          discover(First.OTHER, "a", "--format", format),
          discover(First.THIS, "a", "--format", format));
    }
    for (List<String> flags : List.of(List.<String>of(), List.of("--artifact-type", "sig/a"))) {
      assertEquals(tree(First.OTHER, flags), tree(First.THIS, flags));
    }
    assertEquals(api ? 1 : 2, registry.tags("a").size(), () -> "" + registry.tags("a"));
  }

  /** One registry for each order; all bytes are equal, those of the list at the tag too. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void referrersAreTheSameWhoeverAttaches(boolean api) throws Exception {
    startOther(InProcessRegistry.builder().referrersApi(api));
    attachAll(First.THIS, "this");
    attachAll(First.OTHER, "other");
    assertEquals(registry.tags("other"), registry.tags("this"));
    for (String tag : registry.tags("other")) {
      assertEquals(registry.tag("other", tag), registry.tag("this", tag), tag);
    }
    String json = discover(First.THIS, "this", "--format", "json");
    assertTrue(json.contains("sig/a") && json.contains("sbom/b") && json.contains("sig/c"), json);
    assertEquals(json, discover(First.THIS, "other", "--format", "json"));
  }

  private void images(First first, String repository) throws Exception {
    for (String architecture : List.of("amd64", "arm64")) {
      write("config.json", "{\"architecture\":\"" + architecture + "\",\"os\":\"linux\"}");
      String config = "config.json:application/vnd.oci.image.config.v1+json";
      String name = "REG/" + repository + ":" + architecture;
      run(first, "push", name, "--config", config, "f.txt", "-a", CREATED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void indexesAreTheSameAndEachChangesThoseOfTheOther(First first) throws Exception {
    for (First who : First.values()) {
      String repository = who == First.THIS ? "this" : "other";
      String index = "REG/" + repository + ":multi";
      images(who, repository);
      run(
          who,
          "manifest",
          "index",
          "create",
          index,
          "amd64",
          "--artifact-type",
          "application/vnd.test",
          "-a",
          "k=<v>");
    }
    assertEquals(manifest("other", "multi"), manifest("this", "multi"));
    for (String repository : List.of("this", "other")) {
      First who = repository.equals("this") ? first : first.next();
      String index = "REG/" + repository + ":multi";
      run(who, "manifest", "index", "update", index, "--add", "arm64", "--tag", "more");
    }
    assertEquals(manifest("other", "more"), manifest("this", "more"));
    assertTrue(manifest("this", "more").contains("\"architecture\":\"arm64\""));
    String[] resolve = {"resolve", "--platform", "linux/arm64", "REG/this:more"};
    assertEquals(run(First.OTHER, resolve), run(First.THIS, resolve));
    run(first, "cp", "--platform", "linux/arm64", "REG/this:more", "REG/one:arm");
    assertEquals(registry.tag("this", "arm64"), registry.tag("one", "arm"));
  }

  @ParameterizedTest
  @CsvSource({"THIS,backup", "THIS,backup.tar", "OTHER,backup", "OTHER,backup.tar"})
  void aBackupOfOneIsRestoredByTheOther(First first, String output) throws Exception {
    attachAll(first, "a");
    images(first, "a");
    run(first, "manifest", "index", "create", "REG/a:multi", "amd64", "arm64");
    String[] referrer = {
      "attach", "REG/a:multi", "--artifact-type", "sig/index", "f.txt", "-a", CREATED
    };
    run(first, referrer);
    run(first, "backup", "--output", output, "--include-referrers", "REG/a");
    run(first.next(), "restore", "--input", output, "REG/b");
    assertEquals(registry.tags("a"), registry.tags("b"));
    for (String tag : registry.tags("a")) {
      assertEquals(registry.tag("a", tag), registry.tag("b", tag), tag);
    }
    assertEquals(
        inAnyOrder(discover(First.THIS, "a", "--format", "json")),
        inAnyOrder(discover(First.THIS, "b", "--format", "json")));
    assertEquals(
        inAnyOrder(run(First.THIS, "discover", "REG/a:multi", "--format", "json")),
        inAnyOrder(
            run(First.OTHER, "discover", "REG/b:multi", "--format", "json").replace("/b@", "/a@")));
  }

  /** Part of a repository, without referrers, from a registry that keeps them at a tag. */
  @ParameterizedTest
  @EnumSource
  void backupsLeaveOutWhatTheyAreTold(First first) throws Exception {
    startOther(InProcessRegistry.builder().referrersApi(false));
    attachAll(first, "a");
    run(first, "tag", "REG/a:v1", "v2", "v3");
    run(first, "backup", "--output", "backup", "REG/a:v1,v2");
    run(first.next(), "restore", "--input", "backup", "REG/b");
    assertEquals(List.of("v1", "v2"), registry.tags("b"));
    assertFalse(discover(First.OTHER, "b", "--format", "json").contains("sig/a"));
  }

  @ParameterizedTest
  @EnumSource
  void aGraphIsCopiedToALayoutAndBack(First first) throws Exception {
    attachAll(first, "a");
    run(first, "cp", "-r", "REG/a:v1", "--to-oci-layout", "layout:v1");
    String[] discover = {"discover", "--oci-layout", "layout:v1", "--format", "json"};
    assertEquals(inAnyOrder(run(First.OTHER, discover)), inAnyOrder(run(First.THIS, discover)));
    run(first.next(), "cp", "-r", "--from-oci-layout", "layout:v1", "REG/b:v1");
    assertEquals(
        inAnyOrder(discover(First.OTHER, "a", "--format", "json")),
        inAnyOrder(discover(First.THIS, "b", "--format", "json")));
  }

  /** Of a layout the other tells referrers in any order, and a copy sends them in any. */
  private static List<String> inAnyOrder(String json) {
    return json.lines().map(line -> line.replaceFirst(",$", "")).sorted().toList();
  }

  /** The same entries in index.json, in whatever order the content came. */
  @Test
  void layoutsListTheSameManifests() throws Exception {
    images(First.OTHER, "a");
    run(First.OTHER, "manifest", "index", "create", "REG/a:multi", "amd64", "arm64");
    for (First who : First.values()) {
      run(who, "cp", "REG/a:multi", "--to-oci-layout", who + ":multi");
    }
    assertEquals(entries("OTHER"), entries("THIS"));
  }

  @Test
  void backupsHoldTheSameContentAndTags() throws Exception {
    attachAll(First.OTHER, "a");
    images(First.OTHER, "a");
    run(First.OTHER, "manifest", "index", "create", "REG/a:multi", "amd64", "arm64");
    for (First who : First.values()) {
      run(who, "backup", "--output", "" + who, "--include-referrers", "REG/a");
    }
    assertEquals(
        tree(folder.resolve("OTHER/blobs")).keySet(), tree(folder.resolve("THIS/blobs")).keySet());
    assertEquals(entries("OTHER"), entries("THIS"));
  }

  private List<String> entries(String layout) throws IOException {
    try (JsonReader index =
        Json.createReader(Files.newInputStream(folder.resolve(layout + "/index.json")))) {
      return index.readObject().getJsonArray("manifests").stream()
          .map(JsonValue::toString)
          .sorted()
          .toList();
    }
  }
}
