package io.oras.tests.faults;

import io.oras.api.error.TransportException;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;

/**
 * Parts of a client that block until they are interrupted. They know no deadlines and hide an
 * interrupt behind another exception, as foreign code may.
 */
final class BlockingParts {
  private final CountDownLatch blocked = new CountDownLatch(1);
  private volatile boolean blocksCredentials;
  private volatile boolean blocksTokens;

  /** Lets the next question for a credential block. */
  void blockCredentials() {
    blocksCredentials = true;
  }

  /** Lets the next request for a token block. */
  void blockTokens() {
    blocksTokens = true;
  }

  /** Returns when a part blocks. */
  void await() throws InterruptedException {
    blocked.await();
  }

  void block() throws InterruptedException {
    blocked.countDown();
    new CountDownLatch(1).await();
  }

  /** A provider of {@code me} with the password {@code secret}. */
  Optional<Credential> credential(CredentialRequest request) {
    if (blocksCredentials) {
      blocksCredentials = false;
      try {
        block();
      } catch (InterruptedException e) {
        throw new IllegalStateException("no credentials", e);
      }
    }
    return Optional.of(Credential.basic("me", "secret"));
  }

  /** The installed transport. */
  HttpTransport transport() {
    HttpTransport transport =
        ServiceLoader.load(HttpTransportProvider.class)
            .findFirst()
            .orElseThrow()
            .create(TransportConfig.DEFAULT);
    return new HttpTransport() {
      @Override
      public TransportResponse send(TransportRequest request) throws IOException {
        if (blocksTokens && !request.uri().getPath().startsWith("/v2/")) {
          blocksTokens = false;
          try {
            block();
          } catch (InterruptedException e) {
            throw new TransportException(TransportException.Kind.TRANSIENT, "no answer", e);
          }
        }
        return transport.send(request);
      }

      @Override
      public void close() {
        transport.close();
      }
    };
  }
}
