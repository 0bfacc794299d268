package io.oras.tests.adapters;

import com.example.adapters.PropertiesCredentials;
import io.oras.auth.spi.CredentialStore;
import io.oras.tests.tck.CredentialStoreTck;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PropertiesCredentialsTest extends CredentialStoreTck {
  @TempDir Path folder;

  @Override
  protected CredentialStore open() {
    return new PropertiesCredentials(folder.resolve("credentials.properties"));
  }
}
