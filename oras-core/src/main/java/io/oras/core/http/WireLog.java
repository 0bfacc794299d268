package io.oras.core.http;

import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.stream.Handover;
import io.oras.core.wire.Redaction;
import io.oras.core.wire.SentSecrets;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Learns the secrets of every request, and writes every exchange to the log at DEBUG, redacted and
 * without bodies.
 */
record WireLog(HttpTransport next, SentSecrets secrets) implements HttpTransport {
  private static final System.Logger LOG = System.getLogger(WireLog.class.getName());

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    secrets.learn(request);
    if (!LOG.isLoggable(Level.DEBUG)) {
      return next.send(request);
    }
    String line = request.method() + " " + Redaction.url(request.uri());
    LOG.log(Level.DEBUG, "> " + line + "\n" + Redaction.headers(request.headers()));
    return Handover.of(next.send(request))
        .to(
            response -> {
              String head = response.status() + " " + line;
              LOG.log(
                  Level.DEBUG,
                  "< " + head + "\n" + Redaction.headers(secrets.redacted(response.headers())));
              return response;
            });
  }
}
