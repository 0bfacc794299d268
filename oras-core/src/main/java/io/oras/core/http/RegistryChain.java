package io.oras.core.http;

import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportResponse;
import io.oras.auth.spi.CredentialProvider;
import io.oras.core.auth.Authorizer;
import io.oras.core.auth.CredentialCache;
import io.oras.core.auth.TokenCache;
import io.oras.core.auth.TokenService;
import io.oras.core.context.Limit;
import io.oras.core.http.RegistryRequest.Repeat;
import io.oras.core.http.RetryingHttp.Repeating;
import io.oras.core.stream.Handover;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Retry, then authentication, then redirects, then the transport: in that order, so that a replay
 * after a challenge is no retry, and a redirect is followed anew for each try.
 *
 * <p>Thread safe. Tokens and credentials are shared by all requests of one chain, and by no others.
 */
public final class RegistryChain implements RegistryHttp, AutoCloseable {
  private final ChainContext context;
  private final RegistryHttp first;

  /** Creates a chain of its parts. */
  public RegistryChain(ChainContext context) {
    this(context, context.credentials());
  }

  private RegistryChain(ChainContext context, List<CredentialProvider> credentials) {
    this.context = context;
    SentSecrets secrets = context.secrets();
    Endpoints endpoints = context.endpoints();
    HostPauses pauses = new HostPauses(context.clock(), context.sleeper());
    RetryingHttp backoff = new RetryingHttp(context, pauses);
    OutgoingHeaders outgoing = new OutgoingHeaders(context.userAgent(), endpoints);
    HttpTransport wire = new WireLog(context.transport(), secrets);
    // The token service is outside the limit of its host: whoever waits for a token may hold a
    // permit, and whoever fetches it must not wait for that one.
    TokenService.Wire tokenWire =
        (asked, request) ->
            backoff.run(
                asked.operation(),
                request.method(),
                request.uri(),
                Repeat.FREELY,
                attempt -> {
                  Duration paused = pauses.await(request, Repeat.FREELY);
                  RequestMeter meter =
                      RequestMeter.of(
                          asked.operation(), asked.who().registry(), attempt.after(paused));
                  return BufferedResponse.ifOk(
                      Handover.of(RequestMeter.send(meter, wire, outgoing.common(request)))
                          .to(answer -> MinimumRate.of(answer, context.clock())),
                      Limit.TOKEN_BYTES.in(context.limits()).asInt() + 1);
                });
    TokenCache tokens =
        new TokenCache(
            new TokenService(
                tokenWire, context.advice(), context.limits(), context.clock(), secrets),
            context.clock());
    RegistryHttp redirecting =
        new RedirectingHttp(
            new HostLimits(wire, context.perHostConcurrency(), context.clock()),
            pauses,
            endpoints,
            outgoing,
            new ResponseWarnings(secrets),
            context.limits().redirects(),
            context.responseTimeout(),
            context.clock(),
            secrets);
    RegistryHttp authenticating =
        new AuthenticatingHttp(
            redirecting,
            endpoints,
            new Authorizer(new CredentialCache(credentials), context.advice(), tokens),
            context.limits());
    this.first = new Repeating(authenticating, backoff);
  }

  /** Returns a chain over the same transport that knows one credential and no token. */
  public RegistryHttp with(CredentialProvider only) {
    return new RegistryChain(context, List.of(only));
  }

  @Override
  public TransportResponse send(RegistryRequest request) throws IOException {
    try {
      return first.send(request);
    } catch (OrasException e) {
      throw e.with(ErrorContext.doing(request.doing()));
    }
  }

  @Override
  public SentSecrets secrets() {
    return context.secrets();
  }

  /** Closes the transport. */
  @Override
  public void close() {
    context.transport().close();
  }
}
