package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.model.Digest;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Arguments and artifacts that nobody would write by hand. */
class CommandLineFuzzTest extends CommandLineTest {
  private static final List<String> COMMANDS =
      List.of(
          "push",
          "pull",
          "attach",
          "cp",
          "discover",
          "tag",
          "resolve",
          "login",
          "logout",
          "version",
          "backup",
          "restore",
          "manifest fetch",
          "manifest push",
          "manifest delete",
          "manifest fetch-config",
          "manifest index create",
          "manifest index update",
          "blob fetch",
          "blob push",
          "blob delete",
          "repo ls",
          "repo tags",
          "completion bash",
          "help",
          "");

  private static final String[] FRAGMENTS = {
    "@",
    ":",
    "/",
    ",",
    "=",
    "sha256:",
    "--",
    "..",
    "\u001b[2J",
    "\u009b",
    "\u202e",
    "\r\n",
    "%",
    "{{",
    "}}",
    "$",
    "*",
    "v1",
    "latest"
  };

  private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  /** Names of Java types, or of nothing, in a message for users. */
  private static final Pattern INTERNAL =
      Pattern.compile("\\b(java|javax|jdk|io\\.oras|picocli)\\.[a-z]|Exception\\b|Error: null\\b");

  private static String value(SeededRandom chance) {
    return chance.oneIn(3)
        ? chance.mutated(chance.pick("v1", "linux/amd64", "a=b", "5", "true", "{}"), FRAGMENTS)
        : chance.pick(
            "v1",
            "f.txt",
            "linux/amd64",
            "k=v",
            "1",
            "0",
            "-1",
            "json",
            "text",
            "tree",
            "true",
            "go-template={{.digest}}",
            "",
            "application/x",
            "f.txt:application/x",
            "out",
            "1MiB");
  }

  private String word(SeededRandom chance, String command) {
    List<String> flags =
        Completion.of(List.of((command + " --").strip().split(" ")), false)
            .lines()
            .filter(flag -> flag.startsWith("--") && !flag.contains("training"))
            .toList();
    return switch (chance.below(6)) {
      case 0, 1 ->
          "REG/" + chance.pick("a", "b") + chance.mutated(chance.pick(":v1", "@" + BAR), FRAGMENTS);
      case 2 -> "REG/a:v1";
      case 3 -> value(chance);
      default ->
          flags.isEmpty()
              ? "-h"
              : chance.pick(flags) + (chance.oneIn(2) ? "=" + value(chance) : "");
    };
  }

  private static void assertHarmless(String text) {
    assertFalse(
        text.chars()
            .anyMatch(
                c ->
                    (Character.isISOControl(c) && c != '\n' && c != '\t')
                        || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069)),
        text);
  }

  private static void assertPlain(Run run, Object what) {
    assertTrue(run.exit() == 0 || run.exit() == 1, () -> what + " exits with " + run.exit());
    assertHarmless(run.out());
    assertHarmless(run.err());
    assertFalse(INTERNAL.matcher(run.err()).find(), () -> what + ": " + run.err());
  }

  @Test
  void anyArgumentsEndWithAResultOrAMessageForUsers() {
    push("REG/a:v1");
    PropertyRunner.check(
        "command-line",
        300,
        chance -> {
          String command = chance.pick(COMMANDS);
          List<String> words = new ArrayList<>();
          if (!command.isEmpty()) {
            words.addAll(List.of(command.split(" ")));
          }
          words.addAll(chance.list(0, 5, () -> word(chance, command)));
          assertPlain(oras(words.toArray(String[]::new)), words);
        });
  }

  @Test
  void whateverAnArtifactSaysReachesATerminalEscaped() {
    registry.addBlob("h", "bar".getBytes(StandardCharsets.UTF_8));
    registry.addBlob("h", "{}".getBytes(StandardCharsets.UTF_8));
    PropertyRunner.check(
        "hostile-artifact",
        100,
        chance -> {
          byte[] document = document(chance).getBytes(StandardCharsets.UTF_8);
          registry.addManifest("h", "v1", TYPE, document);
          String command =
              chance.pick(
                  "pull REG/h:v1 -o out",
                  "cp REG/h:v1 REG/i:v1",
                  "discover REG/h:v1",
                  "discover -v REG/h:v1",
                  "tag REG/h:v1 v2",
                  "resolve REG/h:v1",
                  "attach REG/h:v1 --artifact-type t/x -a k=v",
                  "manifest fetch REG/h:v1 --format go-template={{.content.annotations}}",
                  "backup REG/h:v1 -o backup" + chance.number(),
                  "pull REG/h:v1 -o out --debug");
          assertPlain(oras(command.split(" ")), command);
        });
  }

  private static String text(SeededRandom chance) {
    return Json.createValue(
            chance.oneIn(4) ? chance.mutated("a/b", FRAGMENTS) : chance.anyText(20) + "\u001b[2J")
        .toString();
  }

  private static String document(SeededRandom chance) {
    String config = Digest.of("{}".getBytes(StandardCharsets.UTF_8)).toString();
    String document =
        ("{'schemaVersion':2,'mediaType':'TYPE','artifactType':%s,"
                + "'config':{'mediaType':%s,'digest':'CONFIG','size':2},"
                + "'layers':[{'mediaType':%s,'digest':'BLOB','size':3,"
                + "'annotations':{'org.opencontainers.image.title':%s,'x':%s}}],"
                + "'annotations':{'k':%s}}")
            .replace('\'', '"')
            .replace("CONFIG", config)
            .replace("BLOB", BAR)
            .replace("TYPE", TYPE);
    return document.formatted(Stream.generate(() -> text(chance)).limit(6).toArray());
  }
}
