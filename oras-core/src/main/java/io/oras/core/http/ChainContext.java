package io.oras.core.http;

import io.oras.api.transport.HttpTransport;
import io.oras.auth.spi.CredentialProvider;
import io.oras.core.options.Limits;
import io.oras.core.options.RetryPolicy;
import io.oras.core.options.Sleeper;
import io.oras.core.wire.SentSecrets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What a {@link RegistryChain} is made of. Everything in it is thread safe.
 *
 * @param transport closed with the chain
 * @param credentials asked in order
 * @param advice what to do where no credentials are found, such as {@code log in}
 * @param endpoints where registries answer, and their settings
 * @param retry how often and how long
 * @param limits of bodies and redirects
 * @param responseTimeout until the head of an answer
 * @param clock for delays and the end of tokens
 * @param sleeper for delays
 * @param userAgent of every request
 * @param jitter from 0 to 1: the part of a delay that is waited
 * @param secrets hidden in what is shown of answers; those that are sent are added
 * @param perHostConcurrency how many exchanges run with one host at once at most
 */
public record ChainContext(
    HttpTransport transport,
    List<CredentialProvider> credentials,
    String advice,
    Endpoints endpoints,
    RetryPolicy retry,
    Limits limits,
    Duration responseTimeout,
    Clock clock,
    Sleeper sleeper,
    String userAgent,
    DoubleSupplier jitter,
    SentSecrets secrets,
    int perHostConcurrency) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when no exchange at all may run
   */
  public ChainContext {
    credentials = List.copyOf(credentials);
    if (perHostConcurrency < 1) {
      throw new IllegalArgumentException(
          "at least one exchange with a host must be allowed, got " + perHostConcurrency);
    }
  }

  /** Returns this context with other providers of credentials. */
  ChainContext withCredentials(List<CredentialProvider> replacement) {
    return new ChainContext(
        transport,
        replacement,
        advice,
        endpoints,
        retry,
        limits,
        responseTimeout,
        clock,
        sleeper,
        userAgent,
        jitter,
        secrets,
        perHostConcurrency);
  }
}
