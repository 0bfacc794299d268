package io.oras.auth.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oras.api.error.CredentialException;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.CredentialStoreProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("AUTH-22")
class DockerCredentialStoreTest {
  private static final Credential ANN = Credential.basic("ann", "s3cret");

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void machine() throws IOException {
    machine = new FakeMachine(folder);
  }

  @Test
  void loginKeepsWhatItDoesNotKnowInItsOrder() throws IOException {
    machine.configure(
        """
        {
        	"zebra": [1, 2.50, {"b": null, "a": true}, [], {}],
        	"auths": {
        		"https://index.docker.io/v1/": {"email": "a@b", "auth": "b2xkOm9sZA=="},
        		"other.example": {"auth": "b3RoZXI6b3RoZXI=", "x": 1}
        	},
        	"HttpHeaders": {"User-Agent": "\\u00e4\\"\\\\\\n"}
        }""");
    machine.store().store("docker.io", ANN);
    assertEquals(
        """
        {
        	"zebra": [
        		1,
        		2.50,
        		{
        			"b": null,
        			"a": true
        		},
        		[],
        		{}
        	],
        	"auths": {
        		"https://index.docker.io/v1/": {
        			"auth": "YW5uOnMzY3JldA==",
        			"email": "a@b"
        		},
        		"other.example": {
        			"auth": "b3RoZXI6b3RoZXI=",
        			"x": 1
        		}
        	},
        	"HttpHeaders": {
        		"User-Agent": "ä\\"\\\\\\n"
        	}
        }""",
        Files.readString(machine.config()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void newFileAndFolderAreForTheirOwnerAlone() throws IOException {
    machine.store().store("registry.example", ANN);
    assertEquals("rw-------", permissions(machine.config()));
    assertEquals("rwx------", permissions(machine.dockerFolder()));
  }

  @Test
  void rootKeepsTheOwnerOfAnotherUsersFiles() throws IOException {
    UserPrincipalLookupService users = machine.home.getFileSystem().getUserPrincipalLookupService();
    UserPrincipal ann;
    try {
      ann = users.lookupPrincipalByName("nobody");
      Files.setOwner(machine.home, ann);
    } catch (IOException e) {
      assumeTrue(false, "only root can give files away");
      return;
    }
    machine.store().store("one.example", Credential.basic("ann", "s3cret"));
    machine.store().store("two.example", Credential.basic("ann", "s3cret"));
    Path lock = machine.config().resolveSibling("config.json.lock");
    for (Path path : List.of(machine.dockerFolder(), machine.config(), lock)) {
      assertEquals(ann, Files.getOwner(path), path.toString());
    }
    assertEquals("rw-------", permissions(machine.config()));
    for (Path path : List.of(machine.config(), lock)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    }
    machine.store().store("three.example", Credential.basic("ann", "s3cret"));
    for (Path path : List.of(machine.config(), lock)) {
      assertEquals(ann, Files.getOwner(path), path.toString());
      assertEquals("rw-r-----", permissions(path), path.toString());
    }
  }

  @Test
  void locksAreForgottenWhenNobodyUsesThem() throws IOException {
    Files.createDirectories(machine.dockerFolder());
    Path unlockable = Files.createDirectories(machine.dockerFolder().resolve("folder.lock"));
    assertThrows(
        IOException.class,
        () -> ConfigFileLock.acquire(unlockable.resolveSibling("folder")).close());
    try (ConfigFileLock one = ConfigFileLock.acquire(machine.config())) {
      assertEquals(1, ConfigFileLock.filesInUse());
      one.replace(new byte[] {'{', '}'});
    }
    assertEquals(0, ConfigFileLock.filesInUse());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void readableFileIsClosedToOthersWhenASecretGoesIn() throws IOException {
    Path config = machine.configure("{}");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
    machine.store().store("registry.example", ANN);
    assertEquals("rw-------", permissions(config));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linkToTheFileStaysALink() throws IOException {
    Path dotfiles = Files.createDirectories(folder.resolve("dotfiles"));
    Path real = dotfiles.resolve("docker.json");
    Files.createDirectories(machine.dockerFolder());
    Path link =
        Files.createSymbolicLink(machine.config(), Path.of("..", "..", "dotfiles", "docker.json"));
    machine.store().store("registry.example", ANN);
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.readString(real).contains("registry.example"));
    assertTrue(machine.store().find(CredentialRequest.of("registry.example")).isPresent());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void lockThatIsALinkOrAPipeIsRefusedAtOnce() throws Exception {
    Path config = machine.configure("{}");
    Path lock = config.resolveSibling("config.json.lock");
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(lock, elsewhere);
    assertLockRefused();
    assertFalse(Files.exists(elsewhere, LinkOption.NOFOLLOW_LINKS));

    Files.delete(lock);
    assertEquals(0, new ProcessBuilder("mkfifo", lock.toString()).start().waitFor());
    assertLockRefused();
    assertEquals("{}", Files.readString(config));
  }

  private void assertLockRefused() {
    CredentialException e =
        assertThrows(
            CredentialException.class, () -> machine.store().store("registry.example", ANN));
    assertTrue(
        e.getMessage().endsWith("cannot be written: config.json.lock is not a regular file"),
        e.getMessage());
  }

  @Test
  void failedLoginLeavesTheFileAndNothingElse() throws IOException {
    Path config = machine.configure("{\"auths\": {}");
    CredentialException e =
        assertThrows(
            CredentialException.class, () -> machine.store().store("registry.example", ANN));
    assertTrue(e.getMessage().startsWith(config.toString()), e.getMessage());
    assertEquals("{\"auths\": {}", Files.readString(config));
    assertEquals(Set.of("config.json"), names(machine.dockerFolder()));
  }

  @Test
  void userWithAColonIsRefused() {
    CredentialException e =
        assertThrows(
            CredentialException.class,
            () -> machine.store().store("registry.example", Credential.basic("a:b", "s3cret")));
    assertTrue(e.getMessage().contains("'a:b' contains a colon"), e.getMessage());
  }

  @Test
  void logoutRemovesAllFormsOfTheNameAndNoNamespace() throws IOException {
    machine.configure(
        """
        {"auths": {"registry.example": {"auth": "YTpi"}, "https://registry.example/v1/": {"auth":
        "YTpi"}, "registry.example/ns": {"auth": "YTpi"}}}""");
    DockerCredentialStore store = machine.store();
    assertTrue(store.erase("registry.example"));
    assertFalse(store.find(CredentialRequest.of("registry.example")).isPresent());
    assertTrue(Files.readString(machine.config()).contains("registry.example/ns"));
    assertFalse(store.erase("registry.example"));
  }

  @Test
  void logoutWithoutAFileMakesNone() throws IOException {
    assertFalse(machine.store().erase("registry.example"));
    assertFalse(Files.exists(machine.dockerFolder()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void helperKeepsTheSecretAndTheFileLosesAnOlderOne() throws IOException {
    machine.keepingHelper("keeps");
    machine.configure(
        "{\"credsStore\": \"keeps\", \"auths\": {\"registry.example\": {\"auth\": \"YTpi\"}}}");
    DockerCredentialStore store = machine.store();
    store.store("registry.example", ANN);
    assertFalse(Files.readString(machine.config()).contains("registry.example"));
    assertEquals(
        ANN.identity(),
        store.find(CredentialRequest.of("registry.example")).orElseThrow().identity());
    assertTrue(store.erase("registry.example"));
    assertFalse(store.find(CredentialRequest.of("registry.example")).isPresent());
    assertEquals(List.of("store", "get", "erase", "get"), machine.runs());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void entryInTheFileAnswersWhereTheHelperKnowsNothing() throws IOException {
    machine.keepingHelper("keeps");
    machine.configure(
        "{\"credsStore\": \"keeps\", \"auths\": {\"registry.example\": {\"auth\": \"YTpi\"}}}");
    assertTrue(machine.store().find(CredentialRequest.of("registry.example")).isPresent());
  }

  @Test
  void anonymousIsNotStored() {
    assertThrows(
        IllegalArgumentException.class,
        () -> machine.store().store("registry.example", Credential.ANONYMOUS));
  }

  @Test
  void sixteenThreadsThatLogInLeaveAllInTheFile() throws Exception {
    machine.configure("{\"unknown\": {\"kept\": 1}}");
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Void>> logins = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String host = "host%d.example".formatted(i);
        logins.add(
            () -> {
              machine.store().store(host, ANN);
              return null;
            });
      }
      for (Future<Void> login : pool.invokeAll(logins)) {
        login.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertAllLoggedIn("host", 16);
    assertEquals(Set.of("config.json", "config.json.lock"), names(machine.dockerFolder()));
  }

  @Test
  void twoProcessesThatLogInLeaveAllInTheFile() throws Exception {
    machine.configure("{\"unknown\": {\"kept\": 1}}");
    List<Process> logins = new ArrayList<>();
    for (String name : List.of("left", "right")) {
      logins.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-cp",
                  classPath(),
                  Logins.class.getName(),
                  machine.config().toString(),
                  name)
              .inheritIO()
              .start());
    }
    for (Process login : logins) {
      assertEquals(0, login.waitFor());
    }
    assertAllLoggedIn("left", 8);
    assertAllLoggedIn("right", 8);
  }

  @Test
  void bothDeclarationsOfTheProvidersAgree() throws IOException {
    for (Class<?> service : List.of(CredentialProvider.class, CredentialStoreProvider.class)) {
      Set<String> modular =
          new TreeSet<>(
              DockerCredentialStore.class.getModule().getDescriptor().provides().stream()
                  .filter(provides -> provides.service().equals(service.getName()))
                  .flatMap(provides -> provides.providers().stream())
                  .toList());
      assertFalse(modular.isEmpty());
      assertEquals(modular, declared("META-INF/services/" + service.getName()));
    }
  }

  private static Set<String> declared(String resource) throws IOException {
    try (InputStream in =
        DockerCredentialStore.class.getClassLoader().getResourceAsStream(resource)) {
      assertNotNull(in, resource);
      return new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  private void assertAllLoggedIn(String prefix, int count) throws IOException {
    DockerCredentialStore store = machine.store();
    for (int i = 0; i < count; i++) {
      String host = prefix + i + ".example";
      assertTrue(store.find(CredentialRequest.of(host)).isPresent(), host);
    }
    assertTrue(Files.readString(machine.config()).contains("\"kept\": 1"));
  }

  private static String classPath() {
    return Stream.of(
            Path.of(System.getProperty("basedir", "."), "target", "test-classes").toString(),
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""))
        .filter(path -> !path.isEmpty())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
