package io.oras.tests.adapters;

import com.example.adapters.PropertiesCredentials;
import com.example.adapters.StaticCredentials;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStores;
import io.oras.tests.tck.CredentialProviderTck;
import io.oras.tests.tck.CredentialStoreTck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.io.TempDir;

/** Credential providers and stores with one defect each. */
final class BrokenCredentials {
  private BrokenCredentials() {}

  /** Gives a host's credential to all hosts of that domain. */
  static class Generous extends CredentialProviderTck {
    @Override
    protected CredentialProvider provider(Map<String, Credential> known) {
      return request ->
          known.entrySet().stream()
              .filter(entry -> request.registry().endsWith(entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst();
    }
  }

  /** Compares names that it does not know by what they mean. */
  static class Literal extends CredentialProviderTck {
    @Override
    protected CredentialProvider provider(Map<String, Credential> known) {
      return request ->
          request.registry().equals("docker.io")
              ? Optional.empty()
              : new StaticCredentials(known).find(request);
    }
  }

  /** Prints what it knows. */
  static class Talkative extends CredentialProviderTck {
    @Override
    protected CredentialProvider provider(Map<String, Credential> known) {
      return new StaticCredentials(known) {
        @Override
        public String toString() {
          StringBuilder text = new StringBuilder();
          known.values().forEach(c -> text.append(((BasicCredential) c).password()));
          return text.toString();
        }
      };
    }
  }

  /** Trims passwords. */
  static class Trimming extends CredentialProviderTck {
    @Override
    protected CredentialProvider provider(Map<String, Credential> known) {
      return request ->
          new StaticCredentials(known)
              .find(request)
              .map(BasicCredential.class::cast)
              .map(basic -> Credential.basic(basic.user(), basic.password().strip()));
    }
  }

  /** A store over a file. */
  private abstract static class FileTck extends CredentialStoreTck {
    @TempDir Path folder;

    final Path file() {
      return folder.resolve("credentials");
    }
  }

  /** Takes a host in capitals for another. */
  static class CaseSensitive extends FileTck {
    @Override
    protected CredentialStore open() {
      return new PropertiesCredentials(file()) {
        @Override
        protected String key(String registry) {
          return CredentialRequest.of(registry).registry().equals("docker.io")
              ? "docker.io"
              : registry;
        }
      };
    }
  }

  /** Says that it forgot, and has not. */
  static class NeverErases extends FileTck {
    @Override
    protected CredentialStore open() {
      return new PropertiesCredentials(file()) {
        @Override
        public boolean erase(String registry) throws IOException {
          return find(CredentialRequest.of(registry)).isPresent();
        }
      };
    }
  }

  /** Reads and writes without keeping others out. */
  static class Racing extends FileTck {
    @Override
    protected CredentialStore open() {
      CyclicBarrier two = new CyclicBarrier(2);
      return new PropertiesCredentials(file()) {
        private final CredentialStore other = CredentialStores.memory();

        @Override
        public void store(String registry, Credential credential) throws IOException {
          // Of each two that come together one is lost.
          if (registry.startsWith("host") && arrive(two) == 0) {
            other.store(registry, credential);
          } else {
            super.store(registry, credential);
          }
        }
      };
    }

    private static int arrive(CyclicBarrier barrier) throws IOException {
      try {
        return barrier.await();
      } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
        throw new IOException(e);
      }
    }
  }

  /** Keeps nothing beyond its own life. */
  static class Forgetful extends CredentialStoreTck {
    @Override
    protected CredentialStore open() {
      return CredentialStores.memory();
    }
  }
}
