package io.oras.auth.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.CredentialException;
import io.oras.api.error.OperationCancelledException;
import io.oras.api.spi.Environment;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.IdentityToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("AUTH-22")
@DisabledOnOs(OS.WINDOWS)
class CredentialHelpersTest {
  private static final String HOST = "registry.example";

  @TempDir Path folder;
  private FakeMachine machine;
  private CredentialHelpers helpers;

  @BeforeEach
  void machine() throws IOException {
    machine = new FakeMachine(folder);
    helpers = machine.helpers(FakeMachine.LIMIT);
  }

  @Test
  void whatIsStoredIsFoundAndErased() throws IOException {
    machine.keepingHelper("keeps");
    helpers.store("keeps", HOST, Credential.basic("ann", "pä\"ss{"));
    BasicCredential found = (BasicCredential) helpers.get("keeps", HOST).orElseThrow();
    assertEquals("ann", found.user());
    assertEquals("pä\"ss{", found.password());
    assertTrue(helpers.erase("keeps", HOST));
    assertEquals(Optional.empty(), helpers.get("keeps", HOST));
    assertFalse(helpers.erase("keeps", HOST));
  }

  @Test
  void identityTokenIsKeptUnderTheUserToken() throws IOException {
    machine.keepingHelper("keeps");
    helpers.store("keeps", HOST, Credential.identityToken("refresh"));
    IdentityToken found =
        assertInstanceOf(IdentityToken.class, helpers.get("keeps", HOST).orElseThrow());
    assertEquals("refresh", found.token());
    assertTrue(
        Files.readString(folder.resolve("kept-keeps").resolve(HOST))
            .contains("\"Username\":\"<token>\""));
  }

  @Test
  void dockerHubIsAskedByDockersOwnKey() throws IOException {
    machine.helper("hub", "printf '{\"Username\":\"%s\",\"Secret\":\"x\"}' \"$(cat)\"");
    BasicCredential found =
        (BasicCredential) helpers.get("hub", "registry-1.docker.io").orElseThrow();
    assertEquals("https://index.docker.io/v1/", found.user());
  }

  @Test
  void helperRunsOnceForARegistry() throws IOException {
    machine.keepingHelper("keeps");
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), helpers.get("keeps", HOST));
    }
    helpers.get("keeps", "other.example");
    assertEquals(List.of("get", "get"), machine.runs());
  }

  @Test
  void registryTokenIsNotForHelpers() throws IOException {
    machine.keepingHelper("keeps");
    CredentialException e =
        assertThrows(
            CredentialException.class,
            () -> helpers.store("keeps", HOST, Credential.registryToken("s3cret")));
    assertEquals(
        "the credential helper docker-credential-keeps stores only passwords and identity tokens, not a"
            + " registry token(*****)",
        e.getMessage());
  }

  @Test
  void absenceIsNoErrorOnWhicheverPipeItIsSaid() throws IOException {
    machine.helper("quiet", "echo 'credentials not found in native keychain' >&2; exit 1");
    machine.helper("blank", "echo '{\"ServerURL\":\"\",\"Username\":\"\",\"Secret\":\"\"}'");
    assertEquals(Optional.empty(), helpers.get("quiet", HOST));
    assertEquals(Optional.empty(), helpers.get("blank", HOST));
  }

  @Test
  void missingHelperIsNamed() {
    assertEquals(
        "the credential helper docker-credential-gone is not on the PATH; install it, or remove it"
            + " from the configuration",
        failure("gone"));
  }

  @Test
  void failureCarriesTheHelpersMessage() throws IOException {
    machine.helper("locked", "echo 'the key ring is locked'; exit 1");
    assertEquals(
        "docker-credential-locked get for registry.example failed with exit status 1: the key ring"
            + " is locked",
        failure("locked"));
  }

  @Test
  void longMessageIsCutAndItsControlCharactersAreBlanks() throws IOException {
    machine.helper("loud", "printf 'a\\033[31mb'; head -c 5000 /dev/zero | tr '\\0' x; exit 3");
    String message = failure("loud");
    assertTrue(message.contains("failed with exit status 3: a [31mbxxx"), message);
    assertTrue(message.length() < 700, message);
  }

  @Test
  void failedStoreDoesNotRepeatTheSecret() throws IOException {
    machine.helper("echoes", "cat; exit 1");
    machine.helper("quotes", "echo 'cannot keep s3cret'; exit 1");
    for (String helper : List.of("echoes", "quotes")) {
      CredentialException e =
          assertThrows(
              CredentialException.class,
              () -> helpers.store(helper, HOST, Credential.basic("ann", "s3cret")));
      assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
      assertTrue(e.getMessage().contains("may hold a secret"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3cret",
        "\"s3cret\"",
        "{\"Secret\":\"s3cret\"}",
        "{\"Username\":1,\"Secret\":\"s3cret\"}",
        "{\"Username\":\"u\",\"Secret\":\"s3cret\"} s3cret",
        ""
      })
  void rubbishIsAnErrorThatDoesNotQuoteIt(String output) throws IOException {
    machine.helper("rubbish", "printf %s '" + output + "'");
    String message = failure("rubbish");
    assertTrue(message.contains("docker-credential-rubbish"), message);
    assertFalse(message.contains("s3cret"), message);
  }

  @Test
  void hangingHelperIsKilledWithItsChildren() throws Exception {
    Path child = hangingHelper();
    for (Duration limit = Duration.ofSeconds(1);
        !Files.exists(child);
        limit = limit.multipliedBy(2)) {
      CredentialHelpers withTimeout = machine.helpers(limit);
      CredentialException e =
          assertThrows(CredentialException.class, () -> withTimeout.get("hangs", HOST));
      assertEquals(
          "docker-credential-hangs get did not end within " + limit + " and was killed",
          e.getMessage());
    }
    assertChildEnds();
  }

  /** A helper that never answers, and the file in which it names its child. */
  private Path hangingHelper() throws IOException {
    Path child = folder.resolve("child");
    machine.helper(
        "hangs",
        "sleep 600 & echo $! > '%s.new'; mv '%s.new' '%s'; wait".formatted(child, child, child));
    return child;
  }

  @Test
  void interruptionKillsTheHelper() throws Exception {
    Path child = hangingHelper();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                helpers.get("hangs", HOST);
                interrupted.complete(false);
              } catch (OperationCancelledException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
              } catch (IOException e) {
                interrupted.completeExceptionally(e);
              }
            });
    caller.start();
    while (caller.isAlive() && !Files.exists(child)) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    assertTrue(interrupted.get());
    assertChildEnds();
  }

  @Test
  void endlessOutputIsBounded() throws IOException {
    machine.helper("endless", "yes s3cret");
    String message = failure("endless");
    assertEquals(
        "docker-credential-endless get printed more than 65536 bytes and was ended", message);
  }

  @Test
  void muchOnBothPipesDoesNotStallTheHelper() throws IOException {
    machine.helper(
        "chatty",
        """
        head -c 60000 /dev/zero | tr '\\0' x >&2
        head -c 60000 /dev/zero | tr '\\0' ' '
        printf '{"Username":"ann","Secret":"s3cret"}'""");
    assertTrue(helpers.get("chatty", HOST).isPresent());
  }

  @Test
  void helperThatDoesNotReadItsInputIsFine() throws IOException {
    machine.helper("deaf", "exec <&-; echo '{\"Username\":\"ann\",\"Secret\":\"s3cret\"}'");
    assertTrue(helpers.get("deaf", HOST).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/b", "a b", "-x", "a;b", "", ".hidden", "a\\b"})
  void unsafeHelperNameIsRefused(String name) throws IOException {
    Path evil =
        Files.createDirectories(machine.bin.resolve("docker-credential-..")).resolve("evil");
    machine.helper("copy", "echo '{\"Username\":\"eve\",\"Secret\":\"x\"}'");
    Files.copy(machine.bin.resolve("docker-credential-copy"), machine.bin.resolve("evil"));
    assertFalse(Files.exists(evil));
    String message = failure(name);
    assertTrue(message.contains("is not a name of a credential helper"), message);
  }

  @Test
  void windowsProgramsHaveSuffixes() throws IOException {
    Environment windows =
        Environment.of(Map.of("Path", machine.bin + ";C:\\Docker"), machine.home, "Windows 11");
    HelperLocator programs = new HelperLocator(windows);
    machine.helper("wincred", "");
    assertThrows(CredentialException.class, () -> programs.find("wincred"));
    Path cmd = machine.helper("wincred.cmd", "");
    assertEquals(cmd, programs.find("wincred"));
    Path exe = machine.helper("wincred.exe", "");
    assertEquals(exe, programs.find("wincred"));
  }

  @Test
  void programInTheWorkingFolderIsNotRun() {
    machine.variables.put("PATH", ":.:bin");
    assertTrue(failure("any").contains("is not on the PATH"));
  }

  @Test
  void ecrIsAskedForItsOwnRegistriesAlone() throws IOException {
    machine.helper("ecr-login", "echo '{\"Username\":\"AWS\",\"Secret\":\"s3cret\"}'");
    EcrCredentialProvider ecr = new EcrCredentialProvider(helpers);
    for (String registry :
        List.of(
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
            "123456789012.dkr.ecr-fips.us-gov-east-1.amazonaws.com",
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
            "public.ecr.aws")) {
      assertTrue(ecr.find(CredentialRequest.of(registry)).isPresent(), registry);
    }
    for (String registry :
        List.of("registry.example", "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example")) {
      assertFalse(ecr.find(CredentialRequest.of(registry)).isPresent(), registry);
    }
  }

  private String failure(String helper) {
    return assertThrows(CredentialException.class, () -> helpers.get(helper, HOST)).getMessage();
  }

  private void assertChildEnds() throws IOException, InterruptedException, ExecutionException {
    long pid = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    Optional<ProcessHandle> child = ProcessHandle.of(pid);
    if (child.isPresent()) {
      child.get().onExit().get();
    }
  }
}
