package io.oras.tests.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.spi.Environment;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed store, opened as a program opens it that does not know the adapter. */
class OpenedStoresTest {
  private static final CredentialRequest REQUEST = CredentialRequest.of("registry.example");

  @TempDir Path folder;

  private CredentialStore open(Path... files) throws IOException {
    return CredentialStores.open(
        Environment.of(Map.of(), folder, "Linux"), OpenedStoresTest.class.getClassLoader(), files);
  }

  @Test
  void allNamedFilesAreReadAndTheFirstIsWritten() throws IOException {
    Path first = folder.resolve("first.json");
    Path second = folder.resolve("second.json");
    open(second).store("registry.example", Credential.basic("me", "secret"));
    CredentialStore both = open(first, second);
    assertTrue(both.find(REQUEST).isPresent());

    both.store("other.example", Credential.basic("me", "secret"));
    assertTrue(Files.readString(first).contains("other.example"));
    assertEquals(Optional.empty(), open(second).find(CredentialRequest.of("other.example")));
  }

  @Test
  void withoutFilesTheStoreIsWhereTheHomeFolderHasIt() throws IOException {
    open().store("registry.example", Credential.basic("me", "secret"));
    assertTrue(
        Files.readString(folder.resolve(".docker/config.json")).contains("registry.example"));
  }
}
