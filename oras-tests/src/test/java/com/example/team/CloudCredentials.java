package com.example.team;

import io.oras.api.error.CredentialException;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

public final class CloudCredentials {
  private CloudCredentials() {}

  /** Asks the cloud for a token once in ten minutes, and for no other registry. */
  public static CredentialProvider of(String registry, String user, Callable<String> token) {
    CredentialProvider fresh =
        request -> {
          try {
            return Optional.of(Credential.basic(user, token.call()));
          } catch (IOException | RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new CredentialException("no token for " + registry, e);
          }
        };
    return CredentialProviders.forRegistry(
        registry, CredentialProviders.cached(fresh, Duration.ofMinutes(10)));
  }
}
