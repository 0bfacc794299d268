package io.oras.auth.docker;

import io.oras.api.spi.Environment;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.auth.spi.CredentialRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The helper programs by name; each runs once for a registry, and again when that is old. */
final class CredentialHelpers {
  /** Shorter than any cloud's tokens live, long enough for an operation to ask once. */
  private static final Duration MEMORY = Duration.ofMinutes(5);

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final HelperLocator programs;
  private final Duration limit;
  private final Clock clock;
  private final Map<String, CredentialProvider> remembered = new ConcurrentHashMap<>();

  CredentialHelpers(Environment environment) {
    this(environment, LIMIT, Clock.systemUTC());
  }

  CredentialHelpers(Environment environment, Duration limit, Clock clock) {
    this.programs = new HelperLocator(environment);
    this.limit = limit;
    this.clock = clock;
  }

  Optional<Credential> get(String helper, String registry) throws IOException {
    return remembered
        .computeIfAbsent(
            helper,
            name -> CredentialProviders.cached(request -> ask(name, request), MEMORY, clock))
        .find(CredentialRequest.of(registry));
  }

  void store(String helper, String registry, Credential credential) throws IOException {
    try {
      open(helper).store(RegistryKey.canonical(registry), credential);
    } finally {
      remembered.remove(helper);
    }
  }

  boolean erase(String helper, String registry) throws IOException {
    try {
      return open(helper).erase(RegistryKey.canonical(registry));
    } finally {
      remembered.remove(helper);
    }
  }

  private Optional<Credential> ask(String helper, CredentialRequest request) throws IOException {
    return open(helper).get(RegistryKey.canonical(request.registry()));
  }

  private CredentialHelper open(String helper) throws IOException {
    return new CredentialHelper(programs.find(helper), limit);
  }
}
