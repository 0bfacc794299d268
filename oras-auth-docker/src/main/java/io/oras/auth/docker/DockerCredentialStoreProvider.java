package io.oras.auth.docker;

import com.google.auto.service.AutoService;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStoreProvider;
import java.nio.file.Path;
import java.util.List;

/** Opens configuration files of Docker or containers that the caller names. */
@AutoService(CredentialStoreProvider.class)
public final class DockerCredentialStoreProvider implements CredentialStoreProvider {
  private final Surroundings around;

  /** For this machine. */
  public DockerCredentialStoreProvider() {
    this(Surroundings.ofSystem());
  }

  DockerCredentialStoreProvider(Surroundings around) {
    this.around = around;
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public CredentialStore open(List<Path> files) {
    return new DockerCredentialStore(
        files.isEmpty() ? Locations.standard(around) : Locations.of(files),
        new CredentialHelpers(around));
  }
}
