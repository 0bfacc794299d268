package io.oras.tests.auth;

import io.oras.api.spi.Environment;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStoreProvider;
import io.oras.tests.tck.CredentialStoreTck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The shipped adapter, found and opened as a program does. */
@Tag("AUTH-22")
class DockerCredentialStoreTckTest extends CredentialStoreTck {
  @TempDir Path folder;

  @Override
  protected CredentialStore open() throws IOException {
    return ServiceLoader.load(CredentialStoreProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("docker"))
        .findFirst()
        .orElseThrow()
        .open(List.of(folder.resolve("docker").resolve("config.json")), Environment.ofProcess());
  }
}
