package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.cli.terminal.Terminal;
import io.oras.tests.registry.Auth;
import io.oras.tests.registry.InProcessRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginTest extends CommandLineTest {
  private static final String SECRET = "canary-5b1e7c";

  @BeforeEach
  void guard() throws IOException {
    start(InProcessRegistry.builder().auth(Auth.basic("bob", SECRET)).start());
  }

  private Run login(String input, String... flags) {
    String[] all = new String[flags.length + 4];
    all[0] = "login";
    all[1] = "REG";
    all[2] = "--registry-config";
    all[3] = "auth.json";
    System.arraycopy(flags, 0, all, 4, flags.length);
    return orasWith(input, all);
  }

  private boolean kept() {
    return Files.exists(folder.resolve("auth.json"));
  }

  @Test
  void promptsForUserAndPassword() {
    assertEquals("Username: Password: Login Succeeded\n", login("bob\n" + SECRET + "\n").text());
    assertTrue(kept());
  }

  @Test
  void aPasswordThatWouldBeShownIsRefusedAndNoneIsRead() {
    terminal =
        new Terminal() {
          @Override
          public boolean showsSecrets() {
            return true;
          }
        };
    Run run = login("bob\n" + SECRET + "\n");
    assertEquals("Username: ", run.out());
    assertTrue(run.errors().get(1).contains("--password-stdin"), run.err());
    assertFalse(kept());
    assertEquals("Login Succeeded\n", login(SECRET, "-u", "bob", "--password-stdin").text());
  }

  @Test
  void passwordComesFromStandardInput() {
    assertEquals("Login Succeeded\n", login(SECRET + "\n", "-u", "bob", "--password-stdin").text());
  }

  @Test
  void passwordOnTheCommandLineIsWarnedOf() {
    Run run = login("", "-u", "bob", "-p", SECRET);
    assertEquals("Login Succeeded\n", run.text());
    assertEquals(
        "WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n", run.err());
  }

  @Test
  void wrongPasswordIsNotKept() {
    Run run = login("", "-u", "bob", "-p", "wrong-canary");
    assertTrue(run.errors().get(1).startsWith("Error response from registry: GET "));
    assertTrue(run.errors().get(2).startsWith("Please check the username and password"));
    assertFalse(run.err().contains("wrong-canary"));
    assertFalse(kept());
  }

  @Test
  void anotherCredentialThatIsKnownDoesNotHelpAWrongOne() {
    login("", "-u", "bob", "-p", SECRET).text();
    login("", "-u", "bob", "-p", "wrong").errors();
    assertEquals(1, oras("resolve", "REG/a:v1", "--registry-config", "auth.json").exit());
    assertTrue(oras("resolve", "REG/a:v1", "--registry-config", "auth.json").err().contains("404"));
  }

  @Test
  void nothingTypedIsAnError() {
    assertEquals(List.of("Error: token required"), login("").errors());
    assertEquals(List.of("Error: password required"), login("\n", "-u", "bob").errors());
  }

  @Test
  void secretsAreGivenInOneWay() {
    assertExclusive("--password, --identity-token", "--identity-token", "x", "--password", "y");
    assertExclusive(
        "--identity-token, --identity-token-stdin",
        "--identity-token",
        "x",
        "--identity-token-stdin");
    assertExclusive("--username, --identity-token-stdin", "-u", "x", "--identity-token-stdin");
    assertExclusive("--password, --password-stdin", "-p", "x", "--password-stdin");
  }

  private void assertExclusive(String flags, String... given) {
    assertEquals(
        List.of("Error: " + flags + " cannot be used at the same time"), login("", given).errors());
  }

  @Test
  void registryIsNoRepository() {
    assertTrue(oras("login", "REG/foo").errors().get(0).contains("a registry is host[:port]"));
  }

  @Test
  void loginIsUsedUntilLogout() {
    login("", "-u", "bob", "-p", SECRET).text();
    oras("push", "REG/a:v1", "f.txt", "--registry-config", "auth.json").lines();
    assertEquals("", oras("logout", "REG", "--registry-config", "auth.json").text());
    List<String> errors = oras("resolve", "REG/a:v1", "--registry-config", "auth.json").errors();
    assertEquals(
        "Please check whether the registry credential stored in the authentication file at \""
            + folder.resolve("auth.json")
            + "\" is correct, or run \"oras login\"",
        errors.get(1));
  }

  @Test
  void missingCredentialNamesTheStandardFile() {
    assertTrue(
        oras("resolve", "REG/a:v1")
            .errors()
            .get(1)
            .contains(folder.resolve("docker").resolve("config.json").toString()));
  }

  @Test
  void severalRegistryConfigsAreAskedInOrder() {
    login("", "-u", "bob", "-p", SECRET).text();
    oras(
            "push",
            "REG/a:v1",
            "f.txt",
            "--registry-config",
            "none.json",
            "--registry-config",
            "auth.json")
        .lines();
  }

  @Test
  void copyTakesConfigsForEachEnd() {
    login("", "-u", "bob", "-p", SECRET).text();
    oras("push", "--oci-layout", "lay:v1", "f.txt").lines();
    oras("cp", "--from-oci-layout", "lay:v1", "REG/a:v1", "--to-registry-config", "auth.json")
        .lines();
    assertEquals(List.of("v1"), registry.tags("a"));
  }

  @Test
  void debugTraceShowsNoSecret() {
    Run run =
        oras(
            "push",
            "REG/a:v1",
            "f.txt",
            "-u",
            "bob",
            "-p",
            SECRET,
            "-H",
            "X-Key: header-canary",
            "--debug");
    run.lines();
    String basic =
        java.util.Base64.getEncoder()
            .encodeToString(("bob:" + SECRET).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertTrue(run.err().contains("[DEBUG]: --> Request #0\n> Request URL: \"http://"));
    assertTrue(run.err().contains("> Request method: \"HEAD\"") || run.err().contains("\"POST\""));
    assertTrue(run.err().contains("<-- Response #0\n< Response Status: \"401\""));
    assertTrue(
        run.err().contains("\"authorization\": \"***\"")
            || run.err().contains("\"Authorization\": \"***\""));
    assertFalse(run.err().contains(SECRET));
    assertFalse(run.err().contains(basic));
    assertFalse(run.err().contains("header-canary"));
  }

  @Test
  void debugTraceShowsNoToken() throws IOException {
    start(InProcessRegistry.builder().auth(Auth.token("bob", SECRET)).start());
    Run run = oras("push", "REG/a:v1", "f.txt", "-u", "bob", "-p", SECRET, "--debug");
    run.lines();
    assertTrue(
        run.err().contains("\"token\":\"***\"") || run.err().contains("\"access_token\":\"***\""),
        run.err());
    assertFalse(run.err().contains(SECRET));
  }
}
