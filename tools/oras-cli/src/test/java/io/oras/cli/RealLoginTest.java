package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.tests.real.Account;
import io.oras.tests.real.RealRegistry;
import io.oras.tests.real.RegistryProgram;
import io.oras.tests.real.ServerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two registries with htpasswd over TLS, each with another user, of an authority of our own. */
@Tag("real")
@ParameterizedClass
@EnumSource
class RealLoginTest extends CommandLineTest {
  @Parameter RegistryProgram flavor;

  private final List<RealRegistry> open = new ArrayList<>();
  private RealRegistry alices;
  private String authority;

  @BeforeEach
  void startReal() throws IOException {
    ServerIdentity identity = ServerIdentity.make(folder);
    authority = identity.authority().toString();
    alices = start(Account.ALICE, identity);
    host = alices.host();
  }

  private RealRegistry start(Account account, ServerIdentity identity) throws IOException {
    Path place = Files.createDirectory(folder.resolve("registry-of-" + account));
    RealRegistry started = RealRegistry.start(flavor, place, account, identity);
    open.add(started);
    return started;
  }

  @AfterEach
  void closeReal() {
    open.forEach(RealRegistry::close);
  }

  /** On loopback TLS must be asked for. */
  private Run secure(String input, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--plain-http=false");
    return orasWith(input, all.toArray(String[]::new));
  }

  private Run trusting(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--ca-file", authority));
    return secure("", all.toArray(String[]::new));
  }

  private Run login(String registry, String user, String password, String... trust) {
    List<String> all = new ArrayList<>(List.of("login", registry, "-u", user));
    all.add("--password-stdin");
    all.addAll(List.of(trust));
    return secure(password + "\n", all.toArray(String[]::new));
  }

  private Run login(String password) {
    return login("REG", "alice", password, "--ca-file", authority);
  }

  @Test
  void aLoginIsUsedByAllCommandsUntilLogout() throws IOException {
    assertEquals("Login Succeeded\n", login(Account.ALICE.password()).text());
    trusting("push", "REG/demo/a:v1", "f.txt", "-a", CREATED).lines();
    trusting("pull", "REG/demo/a:v1", "-o", "out").lines();
    assertEquals("bar", Files.readString(folder.resolve("out/f.txt")));
    trusting("attach", "REG/demo/a:v1", "--artifact-type", "sig/a", "f.txt").lines();
    assertTrue(trusting("discover", "REG/demo/a:v1").text().contains("sig/a"));

    assertEquals("", oras("logout", "REG").text());
    List<String> errors = trusting("resolve", "REG/demo/a:v1").errors();
    assertTrue(errors.get(0).contains(" 401"), errors.toString());
    assertTrue(errors.get(1).endsWith("is correct, or run \"oras login\""), errors.toString());
  }

  @Test
  void aCopyUsesTheCredentialOfEachRegistry() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    String bobs = start(Account.BOB, ServerIdentity.make(elsewhere)).host();
    String bobsAuthority = elsewhere.resolve("ca.pem").toString();
    login(Account.ALICE.password()).text();
    trusting("push", "REG/demo/a:v1", "f.txt", "-a", CREATED).lines();
    String[] copy = {
      "cp",
      "REG/demo/a:v1",
      bobs + "/demo/b:v1",
      "--from-plain-http=false",
      "--from-ca-file",
      authority,
      "--to-plain-http=false",
      "--to-ca-file",
      bobsAuthority
    };
    List<String> refused = oras(copy).errors();
    assertTrue(
        refused
            .get(0)
            .startsWith("Error from destination registry for \"" + bobs + "/demo/b:v1\": "),
        refused::toString);

    login(bobs, "bob", Account.BOB.password(), "--ca-file", bobsAuthority).text();
    oras(copy).lines();
    assertEquals(
        PUSHED,
        secure("", "resolve", bobs + "/demo/b:v1", "--ca-file", bobsAuthority).text().strip());
  }

  @Test
  void aWrongPasswordIsOneMessageAndOneAttempt() throws InterruptedException {
    Run run = login(Account.BOB.password());
    List<String> errors = run.errors();
    assertEquals(2, errors.size(), errors.toString());
    assertTrue(errors.get(0).startsWith("Error response from registry: GET https://"), run.err());
    assertTrue(errors.get(0).contains(" 401"), run.err());
    assertTrue(errors.get(1).startsWith("Please check the username and password"), run.err());
    assertFalse(run.err().contains(Account.BOB.password()));
    assertFalse(Files.exists(folder.resolve("docker/config.json")));

    // One without the password, to which the registry says what it wants, and one with it.
    List<String> requests = requests();
    assertEquals(2, requests.size(), requests::toString);
  }

  /** The lines about {@code GET /v2/}, once that about a later request is there. */
  private List<String> requests() throws InterruptedException {
    trusting("resolve", "REG/marker:v1").errors();
    alices.awaitLog("/v2/marker/");
    return alices.log().stream()
        .filter(
            line ->
                flavor == RegistryProgram.ZOT
                    ? line.contains("\"path\":\"/v2/\"")
                    : line.contains("\"GET /v2/ HTTP/"))
        .toList();
  }

  @Test
  void aServerOfAnUnknownAuthorityIsRefusedBeforeAnythingIsSent() throws InterruptedException {
    List<String> errors = login("REG", "alice", Account.ALICE.password()).errors();
    assertTrue(errors.get(0).startsWith("Error: "), errors.toString());
    assertEquals(List.of(), requests());
  }

  @Test
  void plainHttpIsToldThatTheServerWantsTls() {
    String error =
        orasWith("x\n", "login", "REG", "-u", "alice", "--password-stdin").errors().get(0);
    assertTrue(error.contains("the registry uses HTTPS; turn off plain HTTP"), error);
  }

  @Test
  void insecureTrustsAnyServer() {
    login("REG", "alice", Account.ALICE.password(), "--insecure").text();
  }
}
