package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.tool.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest extends CommandLineTest {
  private static final String NO_FILES = ":4";
  private static final String FILES = ":0";

  private List<String> candidates(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "__completeNoDesc";
    System.arraycopy(words, 0, all, 1, words.length);
    return oras(all).lines();
  }

  @Test
  void commandsAndGroupsAreCompletedWithTheirSummaries() {
    assertEquals(
        List.of(
            "pull\tPull files from a registry or an OCI image layout",
            "push\tPush files to a registry or an OCI image layout",
            NO_FILES),
        oras("__complete", "pu").lines());
    assertEquals(List.of("fetch", "fetch-config", NO_FILES), candidates("manifest", "f"));
    assertEquals(List.of("ls", "tags", NO_FILES), candidates("repository", ""));
    assertEquals(List.of("create", "update", NO_FILES), candidates("manifest", "index", ""));
    assertEquals(List.of("push", NO_FILES), candidates("help", "pus"));
    assertTrue(candidates("").containsAll(List.of("completion", "help", "version")));
    assertEquals(List.of(NO_FILES), candidates("unknown", ""));
  }

  @Test
  void flagsAndTheirValuesAreCompleted() {
    assertEquals(
        List.of("--annotation", "--annotation-file", NO_FILES), candidates("push", "x", "--ann"));
    assertEquals(List.of("json", NO_FILES), candidates("pull", "--format", "j"));
    assertEquals(List.of("--format=json", NO_FILES), candidates("pull", "--format=j"));
    assertEquals(
        List.of("--plain-http=false", "--plain-http=true", NO_FILES),
        candidates("pull", "--plain-http="));
    assertEquals(List.of(FILES), candidates("pull", "--output", ""));
    assertEquals(List.of(FILES), candidates("push", "localhost:5000/a:v1", ""));
    assertEquals(List.of(NO_FILES), candidates("completion", "bash", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish", "powershell"})
  void everyShellHasAScriptThatAsksTheCommand(String shell) {
    String script = oras("completion", shell).text();
    assertTrue(script.contains(" __complete "), script);
    assertTrue(
        oras("completion", shell, "--no-descriptions").text().contains(" __completeNoDesc "));
  }

  @ParameterizedTest
  @CsvSource({"bash,-n", "zsh,-n", "fish,--no-execute"})
  void scriptsAreValidWhereTheShellExists(String shell, String check) throws Exception {
    Path script = write(shell);
    ExternalTool.system("/usr/bin/" + shell, folder).run(check, script.toString());
  }

  private Path write(String shell) throws IOException {
    return Files.writeString(folder.resolve(shell), oras("completion", shell).text());
  }

  /** A command for shells to call, in a folder of its own. */
  private Path program() throws IOException {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("oras");
    Files.writeString(
        program,
        "#!/bin/sh\nexec '%s' -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    assertTrue(program.toFile().setExecutable(true));
    return program;
  }

  @Test
  void fishCompletesALine() throws Exception {
    Path script = write("fish");
    String ask =
        "set PATH %s $PATH; source %s; complete -C 'oras pu'"
            .formatted(program().getParent(), script);

    assertEquals(
        """
        pull\tPull files from a registry or an OCI image layout
        push\tPush files to a registry or an OCI image layout
        """,
        ExternalTool.system("/usr/bin/fish", folder).run("--no-config", "-c", ask));
  }

  @ParameterizedTest
  @CsvSource({
    "'oras pu', pull push",
    "'oras manifest fetch-', fetch-config",
    "'oras push --export', --export-manifest",
    "'oras pull --format=j', json",
    "'oras pull --format j', json",
    "'oras repo ', ls tags"
  })
  void bashCompletesALineInAShell(String line, String expected) throws Exception {
    Path script = write("bash");
    Path program = program();
    String ask =
        """
        PATH=%s:$PATH
        source %s
        COMP_LINE='%s'
        COMP_POINT=${#COMP_LINE}
        _oras
        echo "${COMPREPLY[@]}"
        complete -p oras
        """
            .formatted(program.getParent(), script, line);

    String out = ExternalTool.system("/usr/bin/bash", folder).run("-c", ask);

    assertEquals(expected + "\ncomplete -o bashdefault -o default -F _oras oras\n", out);
  }
}
