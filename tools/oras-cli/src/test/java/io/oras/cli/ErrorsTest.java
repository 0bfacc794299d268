package io.oras.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.spi.Environment;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.Printer;
import io.oras.cli.terminal.Terminal;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.Fault;
import io.oras.tests.registry.InProcessRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command says when it fails. */
class ErrorsTest extends CommandLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          nope                                 | unknown command "nope" for "oras"
          push --nope                          | unknown flag: --nope
          --nope resolve                       | unknown flag: --nope
          -x resolve                           | unknown shorthand flag: 'x' in -x
          --debug resolve v1                   | unknown command "v1" for "oras"
          -h resolve v1                        | unknown command "v1" for "oras"
          repo --nope=1                        | unknown flag: --nope
          manifest -d fetch                    | unknown shorthand flag: 'd' in -d
          resolve REG/a:v1 --ca-file none      | none: no such file or directory
          pull REG/a:v1 --ca-file f.txt        | Failed to load certificate in file: f.txt: no certificate in PEM form
          repo ls REG --ca-file .              | .: is a directory
          cp REG/a:v1 REG/b --to-ca-file none  | none: no such file or directory
          push REG/a f.txt --cert-file f.txt --key-file none | Failed to load certificate in file: f.txt: no certificate in PEM form
          push REG/a f.txt --export-manifest no/m.json | no/m.json: no such file or directory
          attach REG/a:v1 f.txt --artifact-type a/b --export-manifest . | .: is a directory
          blob fetch REG/a@sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9 -o . | .: is a directory
          push -q                              | unknown shorthand flag: 'q' in -q
          push REG/a f.txt -a                  | flag needs an argument: 'a' in -a
          push REG/a f.txt --concurrency x     | invalid argument "x" for "--concurrency" flag: expected a number
          push REG/a f.txt --plain-http=maybe  | invalid argument "maybe" for "--plain-http" flag: expected true or false
          push REG/a f.txt --image-spec v9     | invalid argument "v9" for "--image-spec" flag: unknown image specification flag: v9
          push /oras f.txt                     | "/oras": invalid reference: invalid registry ""
          discover REG/a:v1 --depth x          | invalid argument "x" for "--depth" flag: expected a number
          blob push REG/a f.txt --size x       | invalid argument "x" for "--size" flag: expected a number
          attach --artifact-type a/b --oci-layout missing:v1 | neither file nor annotation provided in the command
          attach --artifact-type a/b REG/a:v1 --distribution-spec x | invalid argument "x" for "--distribution-spec" flag: unknown distribution specification flag: x
          push REG/a f.txt --image-spec v1.1 --config f.txt | missing artifact type for OCI image-spec v1.1 artifacts
          push REG/a f.txt ./f.txt             | f.txt: duplicate name
          push REG/a:v1, f.txt                 | empty extra tag
          blob push REG/a - --password-stdin   | `-` read file from input and `--password-stdin` read password from input cannot be both used
          manifest push REG/a - --identity-token-stdin | `-` read file from input and `--identity-token-stdin` read identity token from input cannot be both used
          push REG/a f.txt --format yaml       | invalid format type: "yaml"
          push REG/a none                      | none: no such file or directory
          blob fetch REG/a:v1 -o -             | "REG/a:v1": no digest specified, and a blob has no other name
          blob fetch REG/a@sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9 -o no/out | no/out: no such file or directory
          manifest index create REG/a x -a foo | annotation value doesn't match the required format: "foo"
          attach REG/a:v1 --artifact-type x/y f.txt --config f.txt --platform a/b | --platform, --config cannot be used at the same time
          cp REG/a:v1 REG/b --from-oci-layout --from-oci-layout-path x | --from-oci-layout-path, --from-oci-layout cannot be used at the same time
          cp REG/a:v1 REG/b --to-cert-file x   | --to-cert-file must be used in conjunction with --to-key-file
          """)
  void mistakesAreNamedBeforeAnythingIsSent(String command, String message) {
    String first = oras(command.split(" ")).errors().get(0);
    assertTrue(first.startsWith("Error: "), first);
    assertTrue(first.endsWith(message.replace("REG", host)), first);
    assertEquals(List.of(), registry.requests());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          push | at least 1 argument  | the destination for pushing
          pull | exactly 1 argument   | the artifact reference you want to pull
          cp   | exactly 2 arguments  | the source and destination for copying
          blob push | exactly 2 arguments | the destination to push to and the file to read blob content from
          """)
  void missingArgumentsAreCounted(String command, String arity, String purpose) {
    List<String> lines = oras(command.split(" ")).errors();
    assertEquals(
        "Error: \"oras %s\" requires %s but got 0".formatted(command, arity), lines.get(0));
    assertTrue(lines.get(1).startsWith("Usage: oras " + command + " [flags] <"), lines.get(1));
    assertEquals(
        "Please specify %s as %s. Run \"oras %s -h\" for more options and examples"
            .formatted(arity, purpose, command),
        lines.get(2));
    assertEquals(3, lines.size());
  }

  @Test
  void fileThatCannotBeReadIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("tree"));
    assertEquals(
        List.of(
            "Error: invalid annotation json file: failed to load annotations from tree",
            "Is a directory"),
        oras("push", "REG/a:v1", "f.txt", "--annotation-file", "tree").errors());
    assertEquals(
        List.of("Error: x: directory not empty"),
        ErrorMessage.describe(new DirectoryNotEmptyException("x"), null, null));
    assertEquals(
        List.of("Error: x: not a directory"),
        ErrorMessage.describe(new NotDirectoryException("x"), null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull", "discover", "manifest fetch", "manifest delete", "resolve"})
  void nameWithoutTagIsRefused(String command) {
    List<String> lines = oras((command + " REG/a").split(" ")).errors();
    assertEquals("Error: \"" + host + "/a\": no tag or digest specified", lines.get(0));
    assertTrue(lines.get(2).contains("\"<name>:<tag>\" or \"<name>@<digest>\""), lines.get(2));
  }

  @ParameterizedTest
  @CsvSource({"pull, GET", "resolve, HEAD", "manifest fetch, GET", "discover, HEAD"})
  void whatARegistryAnswersIsCalledItsResponse(String command, String method) {
    push("REG/a:v1");
    registry.fault(Fault.on(method, "/v2/a/manifests/no").status(403));
    registry.fault(Fault.on("GET", "/v2/a/manifests/no").status(403));
    List<String> lines = oras((command + " REG/a:no").split(" ")).errors();
    assertTrue(lines.get(0).startsWith("Error response from registry: "), lines.get(0));
    assertTrue(lines.get(0).contains("http://" + host + "/v2/a/manifests/no: 403"), lines.get(0));
  }

  @Test
  void copyNamesTheEndThatFailed() {
    push("REG/a:v1");
    assertTrue(
        oras("cp", "REG/a:no", "REG/b:v1")
            .errors()
            .get(0)
            .startsWith("Error from source registry for \"" + host + "/a:no\": "));
    registry.fault(Fault.on("PUT", "/v2/b/manifests/v1").status(403));
    assertTrue(
        oras("cp", "REG/a:v1", "REG/b:v1")
            .errors()
            .get(0)
            .startsWith("Error from destination registry for \"" + host + "/b:v1\": "));
    oras("push", "--oci-layout", "lay:v1", "f.txt").lines();
    assertTrue(
        oras("cp", "--from-oci-layout", "lay:no", "REG/b:v1")
            .errors()
            .get(0)
            .startsWith("Error from source oci-layout for \"lay:no\": "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{getHostByName .x}} | function "getHostByName" is not supported
          {{json .x}}        | function "json" not defined
          {{$x}}             | undefined variable "$x"
          {{range .x}}       | unexpected EOF
          {{.x               | unclosed action
          {{end}}            | unexpected {{end}}
          """)
  void whatATemplateMayNotHoldIsNamedBeforeAnythingIsSent(String template, String message) {
    List<String> lines =
        oras("repo", "tags", "REG/a", "--format", "go-template", "--template", template).errors();
    assertEquals(List.of("Error: template: format output:1: " + message), lines);
    assertEquals(List.of(), registry.requests());
  }

  @Test
  void aRefusalWithoutABodyNamesTheRequestAndWhereCredentialsWereLookedFor() throws IOException {
    start(InProcessRegistry.builder().auth(Auth.basic("bob", "secret")).start());
    List<String> lines = oras("resolve", "REG/a:v1").errors();
    assertTrue(lines.get(0).startsWith("Error response from registry: "), lines.get(0));
    assertTrue(
        lines
            .get(0)
            .contains(
                "/v2/a/manifests/v1: response status code 401: Unauthorized; basic credential not found"),
        lines.get(0));
    assertEquals(
        "Please check whether the registry credential stored in the authentication file at \""
            + folder.resolve("docker/config.json")
            + "\" is correct, or run \"oras login\"",
        lines.get(1));
    assertEquals(2, lines.size());
  }

  @Test
  void aFaultOfTheJvmIsOneLine() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    CommandEnvironment process =
        new CommandEnvironment(
            InputStream.nullInputStream(),
            new Printer(full),
            new Printer(err),
            folder,
            Environment.of(environment, folder, "Linux"),
            Terminal.NONE);
    assertEquals(1, CommandRunner.run(process, "version"));
    assertEquals("Error: java.lang.OutOfMemoryError: Java heap space\n", err.toString(UTF_8));
  }

  @Test
  void aFileThatIsThereIsNoFaultOfTheRegistry() {
    push("REG/a:v1");
    List<String> lines = oras("pull", "-k", "REG/a:v1").errors();
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("Error: "), lines.get(0));
    assertTrue(lines.get(0).contains("f.txt exists and must not be replaced"), lines.get(0));
  }

  @Test
  void whatIsNotThereIsSaidToBeNotFound() {
    push("REG/demo:v1");
    for (String command : List.of("pull", "discover", "resolve")) {
      String error = oras(command, "REG/demo:none").errors().get(0);
      assertTrue(error.startsWith("Error response from registry: "), error);
      assertTrue(error.contains("not found: "), error);
    }
    assertTrue(
        oras("resolve", "REG/demo:none").errors().get(0).contains("failed to resolve digest: "));
    assertTrue(
        oras("tag", "REG/demo:none", "x").errors().get(0).contains(host + "/demo:none: not found"));
    String create = oras("manifest", "index", "create", "REG/demo:x", "none").errors().get(0);
    assertTrue(create.contains("could not find the manifest none"), create);
    String update = oras("manifest", "index", "update", "REG/demo:v1", "--add=v1").errors().get(0);
    assertTrue(update.contains("v1 is not an index"), update);
  }

  @Test
  void whatIsMeantIsSaidWhereAnotherWordWasUsed() throws IOException {
    Files.createDirectory(folder.resolve("dir"));
    Files.writeString(folder.resolve("no-type.json"), "{\"schemaVersion\":2}");
    assertEquals(
        "Error: dir: is a directory", oras("blob", "push", "REG/a", "dir").errors().get(0));
    assertEquals(
        "Error: dir: is a directory", oras("manifest", "push", "REG/a:v1", "dir").errors().get(0));
    assertTrue(
        oras("manifest", "push", "REG/a:v1", "no-type.json")
            .err()
            .contains("\"--media-type\" flag"));
    assertTrue(oras("tag", "list").err().contains("oras repo tags"));
    assertTrue(
        oras("attach", "--artifact-type", "a/b", "f.txt")
            .err()
            .contains("Are you missing an artifact reference to attach to?"));
    assertTrue(oras("tag", "REG/UPPER:v1", "x").err().contains("unable to add tag for"));
  }
}
