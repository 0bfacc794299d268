package io.oras.registries;

import com.google.auto.service.AutoService;
import io.oras.api.spi.Environment;
import io.oras.api.spi.RegistryResolver;
import io.oras.api.spi.RegistryResolverProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens registries.conf. */
@AutoService(RegistryResolverProvider.class)
public final class RegistriesConfProvider implements RegistryResolverProvider {
  @Override
  public String name() {
    return "registries.conf";
  }

  @Override
  public RegistryResolver open(Optional<Path> file, Environment environment) throws IOException {
    return open(ConfigurationFiles.ofMachine(environment), file);
  }

  static RegistryResolver open(ConfigurationFiles files, Optional<Path> file) throws IOException {
    return new ConfiguredResolver(
        RegistriesConf.read(files.toRead(file)), new ShortNameCache(files.shortNameAliases()));
  }
}
