package io.oras.auth.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.CredentialException;
import io.oras.api.spi.Environment;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("AUTH-22")
class ConfigLocationsTest {
  private static final String REGISTRY = "registry.example";

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void machine() throws IOException {
    machine = new FakeMachine(folder);
  }

  @Test
  void eachLocationIsReadAndTheEarlierWins() throws IOException {
    put(machine.home.resolve(".config/containers/auth.json"), "config");
    assertEquals("config", user());

    machine.variables.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    put(folder.resolve("xdg/containers/auth.json"), "xdg");
    assertEquals("xdg", user());

    machine.variables.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
    put(folder.resolve("run/containers/auth.json"), "runtime");
    assertEquals("runtime", user());

    put(machine.config(), "docker");
    assertEquals("docker", user());

    machine.variables.put("DOCKER_CONFIG", folder.resolve("dc").toString());
    put(folder.resolve("dc/config.json"), "DOCKER_CONFIG");
    assertEquals("DOCKER_CONFIG", user());

    machine.variables.put("REGISTRY_AUTH_FILE", folder.resolve("raf.json").toString());
    put(folder.resolve("raf.json"), "REGISTRY_AUTH_FILE");
    assertEquals("REGISTRY_AUTH_FILE", user());

    machine.variables.put("DOCKER_AUTH_CONFIG", json("DOCKER_AUTH_CONFIG"));
    assertEquals("DOCKER_AUTH_CONFIG", user());
  }

  @Test
  void laterLocationAnswersWhatTheEarlierDoesNotKnow() throws IOException {
    machine.variables.put("DOCKER_AUTH_CONFIG", "{\"auths\": {\"other.example\": {}}}");
    put(machine.config(), "docker");
    assertEquals("docker", user());
  }

  @Test
  void namedFilesAreReadInOrderAndTheFirstIsWritten() throws IOException {
    Path first = folder.resolve("first.json");
    Path second = folder.resolve("second.json");
    put(second, "second");
    put(machine.config(), "docker");
    var store = new DockerCredentialStoreProvider().open(List.of(first, second), machine.around());
    assertEquals("second", user(store.find(CredentialRequest.of(REGISTRY)).orElseThrow()));

    String before = Files.readString(second);
    store.store(REGISTRY, Credential.basic("first", "s3cret"));
    assertEquals("first", user(store.find(CredentialRequest.of(REGISTRY)).orElseThrow()));
    assertEquals(before, Files.readString(second));
  }

  @Test
  void withoutAHomeFolderNothingIsWrittenAndTheErrorSaysWhatToSet() throws IOException {
    Environment homeless = machine.around().withoutHome();
    var store = new DockerCredentialStoreProvider().open(List.of(), homeless);
    assertEquals(Optional.empty(), store.find(CredentialRequest.of(REGISTRY)));

    CredentialException e =
        assertThrows(
            CredentialException.class,
            () -> store.store(REGISTRY, Credential.basic("ann", "s3cret")));
    assertEquals(
        "credentials cannot be stored: this user has no home folder; set HOME or DOCKER_CONFIG",
        e.getMessage());
  }

  @Test
  void dockerConfigIsEnoughWithoutAHomeFolder() throws IOException {
    machine.variables.put("DOCKER_CONFIG", folder.resolve("dc").toString());
    Environment homeless = machine.around().withoutHome();
    new DockerCredentialStoreProvider()
        .open(List.of(), homeless)
        .store(REGISTRY, Credential.basic("ann", "s3cret"));
    assertTrue(Files.exists(folder.resolve("dc/config.json")));
  }

  private String user() throws IOException {
    return user(machine.store().find(CredentialRequest.of(REGISTRY)).orElseThrow());
  }

  private static String user(Credential credential) {
    return ((BasicCredential) credential).user();
  }

  private static void put(Path file, String user) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, json(user));
  }

  private static String json(String user) {
    return "{\"auths\": {\"%s\": {\"username\": \"%s\", \"password\": \"s3cret\"}}}"
        .formatted(REGISTRY, user);
  }
}
