package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How flags are read, whichever command has them. */
class FlagValuesTest extends CommandLineTest {
  @Test
  void flagsMayStandBeforeTheCommand() {
    push("REG/a:v1");
    assertEquals(PUSHED + "\n", oras("-H", "a:b", "resolve", "REG/a:v1").text());
    assertEquals(List.of("a"), oras("repo", "-H", "a:b", "ls", "REG").lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolve", "pull", "manifest fetch", "discover", "repo tags", "tag"})
  void registryConfigIsReadThoughNobodyAsksForACredential(String command) {
    push("REG/a:v1");
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--registry-config", "f.txt", "REG/a:v1"));
    if (command.equals("tag")) {
      arguments.add("v2");
    }
    String error = oras(arguments.toArray(String[]::new)).errors().get(0);
    assertTrue(error.endsWith("f.txt is not JSON at line 1, column 1"), error);
  }

  @Test
  void registryConfigIsNotReadWhereTheFlagsGiveACredential() {
    push("REG/a:v1");
    String[] command = {
      "resolve", "REG/a:v1", "-u", "me", "-p", "secret", "--registry-config", "f.txt"
    };
    assertEquals(PUSHED + "\n", oras(command).text());
  }

  @Test
  void theLastOfSeveralCounts() {
    push("REG/demo:v1");
    oras("pull", "REG/demo:v1", "-o", "one", "-o", "two").lines();
    assertFalse(Files.exists(folder.resolve("one")));
    assertTrue(Files.exists(folder.resolve("two/f.txt")));
    String manifest = oras("manifest", "fetch", "REG/demo:v1").text();
    assertEquals(
        manifest,
        oras("manifest", "fetch", "--descriptor", "--descriptor=false", "REG/demo:v1").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void aConcurrencyBelowOneIsTheDefault(String number) {
    oras("push", "REG/demo:v1,v2", "f.txt", "--concurrency", number).lines();
    oras("tag", "REG/demo:v1", "v3", "--concurrency", number).lines();
    oras("cp", "REG/demo:v1", "REG/copy:v1", "--concurrency=" + number).lines();
    oras("pull", "REG/demo:v1", "-o", "out", "--concurrency=" + number).lines();
    oras("backup", "REG/demo", "-o", "backup", "--concurrency=" + number).lines();
    oras("restore", "REG/again", "--input", "backup", "--concurrency=" + number).lines();
    assertEquals(List.of("v1", "v2", "v3"), registry.tags("again"));
  }

  @Test
  void anEmptyTextIsAsIfTheFlagWereMissing() {
    oras("push", "REG/demo:v1", "f.txt", "--artifact-type", "", "--artifact-platform=").lines();
    oras("cp", "REG/demo:v1", "REG/copy:v1", "--platform", "", "--from-ca-file=").lines();
    assertEquals(List.of("v1"), registry.tags("copy"));
    oras("pull", "REG/copy:v1", "-o", "out", "--config=", "--platform=").lines();
  }

  @Test
  void flagsThatCannotHelpAreRefused() {
    push("REG/demo:v1");
    oras("cp", "REG/demo:v1", "--to-oci-layout", "lay:v1").lines();
    assertEquals(
        "Error: nowhere: no such file or directory",
        oras("resolve", "REG/demo:v1", "--ca-file", "nowhere").errors().get(0));
    for (String layout : List.of("--oci-layout", "--oci-layout-path=lay")) {
      assertEquals(
          "Error: custom header flags cannot be used on an OCI image layout target",
          oras("resolve", "lay:v1", layout, "-H", "k:v").errors().get(0));
    }
    assertEquals(
        "Error: --tag, --output cannot be used at the same time",
        oras("manifest", "index", "update", "REG/demo:v1", "--tag=x", "-o", "y").errors().get(0));
    assertEquals("Error: unknown shorthand flag: 'd' in -d", oras("version", "-d").errors().get(0));
    assertEquals(
        "Error: --format, --output cannot be used at the same time",
        oras("discover", "REG/demo:v1", "-o", "json", "--format", "json").errors().get(0));
    assertEquals(
        "Error: output type can only be tree, table or json",
        oras("discover", "REG/demo:v1", "-o", "go-template={{.}}").errors().get(0));
  }

  @Test
  void aFlagWithoutItsValueIsNamedAsItWasGiven() {
    assertEquals(
        "Error: flag needs an argument: 'o' in -o", oras("pull", "x", "-o").errors().get(0));
    assertEquals(
        "Error: flag needs an argument: --output", oras("pull", "x", "--output").errors().get(0));
  }
}
