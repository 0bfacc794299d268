package io.oras.trust;

import com.google.auto.service.AutoService;
import io.oras.api.spi.Environment;
import io.oras.api.spi.TrustPolicy;
import io.oras.api.spi.TrustPolicyProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens {@link PolicyFile}s; found by {@link java.util.ServiceLoader}. */
@AutoService(TrustPolicyProvider.class)
public final class PolicyFileProvider implements TrustPolicyProvider {
  /** Creates the provider. */
  public PolicyFileProvider() {}

  @Override
  public String name() {
    return "policy.json";
  }

  @Override
  public TrustPolicy open(Optional<Path> file, Environment environment) throws IOException {
    return file.isPresent() ? PolicyFile.read(file.get()) : PolicyFile.ofSystem(environment);
  }
}
