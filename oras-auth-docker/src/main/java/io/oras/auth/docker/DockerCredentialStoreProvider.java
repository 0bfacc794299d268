package io.oras.auth.docker;

import com.google.auto.service.AutoService;
import io.oras.api.spi.Environment;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStoreProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens configuration files of Docker or containers that the caller names. */
@AutoService(CredentialStoreProvider.class)
public final class DockerCredentialStoreProvider implements CredentialStoreProvider {
  @Override
  public String name() {
    return "docker";
  }

  @Override
  public CredentialStore open(List<Path> files, Environment environment) throws IOException {
    for (Path file : files) {
      new ConfigFile(file).read();
    }
    return new DockerCredentialStore(
        () -> files.isEmpty() ? ConfigLocations.standard(environment) : ConfigLocations.of(files),
        new CredentialHelpers(environment));
  }
}
