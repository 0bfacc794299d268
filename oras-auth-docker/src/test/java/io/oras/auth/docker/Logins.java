package io.oras.auth.docker;

import io.oras.api.spi.Environment;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that logs in to eight hosts: its arguments are the file and the hosts' prefix. */
final class Logins {
  private Logins() {}

  public static void main(String[] args) throws IOException {
    CredentialStore store =
        new DockerCredentialStoreProvider()
            .open(List.of(Path.of(args[0])), Environment.ofProcess());
    for (int i = 0; i < 8; i++) {
      store.store(args[1] + i + ".example", Credential.basic("ann", "s3cret"));
    }
  }
}
