package io.oras.tests.adapters;

import com.example.adapters.StaticCredentials;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.tests.tck.CredentialProviderTck;
import java.util.Map;

class StaticCredentialsTest extends CredentialProviderTck {
  @Override
  protected CredentialProvider provider(Map<String, Credential> known) {
    return new StaticCredentials(known);
  }
}
