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
 * @param perHostConcurrency how many exchanges run with one host at once at most, at least 1
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
    int perHostConcurrency) {}
