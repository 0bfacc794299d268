package io.oras.core.http;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.stream.Handover;
import io.oras.core.wire.Redirects;
import io.oras.core.wire.ResponseBodies;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Follows redirects. Once a request has left its registry's origin, what is secret stays behind for
 * good, even should it be sent back (GHSA-vh4v-2xq2-g5cg, GHSA-whvf-jp7m-59f3; distribution-spec
 * v1.1.1, "API": the client must not forward {@code Authorization} to another host).
 */
record RedirectingHttp(
    HostLimits next,
    HostPauses pauses,
    Endpoints endpoints,
    OutgoingHeaders outgoing,
    ResponseWarnings warnings,
    int limit,
    Duration responseTimeout,
    Clock clock,
    SentSecrets secrets)
    implements RegistryHttp {
  @Override
  public TransportResponse send(RegistryRequest request) throws IOException {
    Origin home = endpoints.origin(request.registry());
    boolean atHome = true;
    TransportRequest hop =
        TransportRequest.builder()
            .method(request.method())
            .uri(request.uri())
            .headers(request.headers())
            .body(request.body())
            .timeout(request.operation().atMost(request.timeout().limit(responseTimeout)))
            .build();
    for (int followed = 0; ; followed++) {
      atHome = atHome && hop.origin().equals(home);
      Duration paused = pauses.await(hop, request.repeat());
      request.operation().requireRunning();
      TransportRequest sent =
          atHome ? outgoing.toRegistry(request.registry(), hop) : outgoing.toStranger(hop);
      try (Handover<TransportResponse> response =
          Handover.of(
              Handover.of(next.send(sent, request.repeat(), RequestMeter.of(request, paused)))
                  .to(
                      answer -> {
                        request.operation().concurrency().answeredBy(sent.origin(), answer.host());
                        return withRate(request, answer);
                      }))) {
        if (atHome) {
          warnings.see(
              request.operation().events(), request.registry(), response.resource().headers());
        }
        Optional<TransportRequest> onward = Redirects.next(hop, response.resource(), secrets);
        if (onward.isEmpty()) {
          return response.release();
        }
        if (followed == limit) {
          throw Redirects.refused(hop, "is the end of " + limit + " redirects, and one more", null);
        }
        requireAllowed(request.registry(), hop, onward.get());
        ResponseBodies.discard(response.release());
        hop = onward.get();
      }
    }
  }

  /**
   * A registry must not send content, or a request that changes something, to another origin
   * unasked (GHSA-jxpm-75mh-9fp7).
   */
  private void requireAllowed(String registry, TransportRequest from, TransportRequest to)
      throws TransportException {
    boolean reads = to.method().equals("GET") || to.method().equals("HEAD");
    if (!reads
        && !to.origin().equals(from.origin())
        && !endpoints.settings(registry).uploadsToOtherHosts()) {
      throw Redirects.refused(
          from,
          "redirects to "
              + Redirects.difference(from.origin(), to.origin())
              + "; allow foreign uploads for this registry if that is meant",
          null);
    }
  }

  /** Blobs have a rule of their own for bodies that hardly move. */
  private TransportResponse withRate(RegistryRequest request, TransportResponse answer) {
    boolean blob = request.isForABlob() && answer.status() / 100 == 2;
    return blob ? answer : MinimumRate.of(answer, clock);
  }
}
