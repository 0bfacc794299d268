package io.oras.tests.auth;

import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialProviders;
import io.oras.auth.spi.CredentialStores;
import io.oras.tests.tck.CredentialProviderTck;
import java.time.Duration;
import java.util.Map;

/** All wrappers at once: none may lose or add anything. */
class StaticCredentialProviderTckTest extends CredentialProviderTck {
  @Override
  protected CredentialProvider provider(Map<String, Credential> known) {
    return CredentialProviders.cached(
        CredentialProviders.chain(
            CredentialStores.memory(),
            CredentialProviders.named("known", CredentialProviders.of(known))),
        Duration.ofMinutes(1));
  }
}
