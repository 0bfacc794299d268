package io.oras.core.http;

import io.oras.api.error.LimitExceededException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.context.ForwardingResponse;
import io.oras.core.options.WireTrace;
import io.oras.core.stream.Handover;
import io.oras.core.wire.HeaderReader;
import io.oras.core.wire.SentSecrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells of every exchange, redacted. Thread safe. */
public final class TracingTransport implements HttpTransport {
  private static final int MAX_BODY = 16 << 10;
  private static final System.Logger LOG = System.getLogger(TracingTransport.class.getName());

  private final HttpTransport next;
  private final WireTrace trace;
  private final Clock clock;
  private final SentSecrets secrets;
  private final AtomicInteger numbers = new AtomicInteger();

  /**
   * Creates a transport that tells of another, which is closed with it.
   *
   * @param secrets hidden in what is told; those that are sent are added
   */
  public TracingTransport(HttpTransport next, WireTrace trace, Clock clock, SentSecrets secrets) {
    this.secrets = secrets;
    this.next = next;
    this.trace = trace;
    this.clock = clock;
  }

  @Override
  public TransportResponse send(TransportRequest request) throws IOException {
    secrets.learn(request);
    int number = numbers.getAndIncrement();
    tell(
        () ->
            trace.request(
                number,
                request.method(),
                secrets.url(request.uri()),
                secrets.redacted(request.headers())));
    return Handover.of(next.send(request)).to(response -> traced(number, request, response));
  }

  private TransportResponse traced(int number, TransportRequest request, TransportResponse response)
      throws IOException {
    Headers shown = secrets.redacted(response.headers());
    if (request.method().equals("HEAD") || !isShown(response)) {
      tell(() -> trace.answer(number, response.status(), shown, ""));
      return response;
    }
    byte[] start = MinimumRate.of(response, clock).body().readNBytes(MAX_BODY + 1);
    String body =
        start.length > MAX_BODY ? "" : secrets.text(new String(start, StandardCharsets.UTF_8));
    tell(() -> trace.answer(number, response.status(), shown, body));
    // The bytes that were looked at come first.
    return new ForwardingResponse(
        response, new SequenceInputStream(new ByteArrayInputStream(start), response.body()));
  }

  /** What a listener throws breaks no exchange, and loses no answer that is open. */
  @SuppressWarnings("CatchingUnchecked")
  private static void tell(Runnable event) {
    try {
      event.run();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "a wire trace failed", e);
    }
  }

  /** The body of a redirect repeats its target, which may be signed. */
  private static boolean isShown(TransportResponse response) {
    try {
      String type =
          HeaderReader.of(response.headers(), "Content-Type").elements().stream()
              .findFirst()
              .map(element -> element.value().toLowerCase(Locale.ROOT))
              .orElse("");
      return response.status() / 100 != 3 && (type.startsWith("text/") || type.endsWith("json"));
    } catch (LimitExceededException e) {
      return false;
    }
  }

  @Override
  public boolean appliesBackpressure() {
    return next.appliesBackpressure();
  }

  @Override
  public void close() {
    next.close();
  }
}
