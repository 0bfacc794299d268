package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.RequestBody;
import io.oras.core.auth.Scope;
import io.oras.core.context.OperationContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to a registry, with the information that the request chain needs.
 *
 * @param operation that the request belongs to
 * @param registry the name in references whose settings and credentials apply, such as {@code
 *     docker.io}
 * @param method such as {@code GET}
 * @param uri absolute; on another origin than the registry's, nothing secret goes along
 * @param headers of this request alone
 * @param body sent again only when it can be
 * @param scopes that a token needs, the most important first; the first names the repository
 * @param doing what it is for, in messages: {@code "pushing blob sha256:…"}
 * @param timeout until the head of the response
 * @param repeat {@link Repeat#REFUSED} if the caller checks the state of the registry before it
 *     sends the request again; a 401 with a challenge is answered in any case
 * @param attempt which attempt to send it this is, if somebody listens
 */
public record RegistryRequest(
    OperationContext operation,
    String registry,
    String method,
    URI uri,
    Headers headers,
    RequestBody body,
    List<Scope> scopes,
    String doing,
    HeadTimeout timeout,
    Repeat repeat,
    Attempt attempt) {
  /**
   * How long to wait for the head of a response.
   *
   * @param own limit of the request; null for the client's response timeout
   * @param added to the client's response timeout
   */
  public record HeadTimeout(@Nullable Duration own, Duration added) {
    static final HeadTimeout OF_CLIENT = new HeadTimeout(null, Duration.ZERO);

    Duration limit(Duration ofClient) {
      return own != null ? own : ofClient.plus(added);
    }
  }

  /**
   * One attempt to send a request.
   *
   * @param number from 1
   * @param paused how long the attempt waited for the end of a pause of its host
   */
  public record Attempt(int number, Duration paused) {
    static final Attempt FIRST = new Attempt(1, Duration.ZERO);

    Attempt after(Duration pause) {
      return pause.isZero() ? this : new Attempt(number, pause);
    }
  }

  /** Copies the scopes. */
  public RegistryRequest {
    scopes = List.copyOf(scopes);
  }

  /** Creates a request without headers and body. */
  public static RegistryRequest of(
      OperationContext operation,
      String registry,
      String method,
      URI uri,
      List<Scope> scopes,
      String doing) {
    return new RegistryRequest(
        operation,
        registry,
        method,
        uri,
        Headers.EMPTY,
        RequestBody.EMPTY,
        scopes,
        doing,
        HeadTimeout.OF_CLIENT,
        Repeat.FREELY,
        Attempt.FIRST);
  }

  /** Returns this request with one more header. */
  public RegistryRequest with(String name, String value) {
    return changed(uri, headers.with(name, value), body, timeout, repeat, attempt);
  }

  /** Returns this request with more headers. */
  public RegistryRequest withHeaders(Headers replacement) {
    return changed(uri, replacement, body, timeout, repeat, attempt);
  }

  /** Returns this request with a body. */
  public RegistryRequest withBody(RequestBody replacement) {
    return changed(uri, headers, replacement, timeout, repeat, attempt);
  }

  /** Returns this request with another time limit for the head of its response. */
  public RegistryRequest withTimeout(Duration own) {
    HeadTimeout limit = new HeadTimeout(own, Duration.ZERO);
    return changed(uri, headers, body, limit, repeat, attempt);
  }

  /** Returns this request with more time for the head of its response than the client's. */
  public RegistryRequest withMoreTime(Duration added) {
    HeadTimeout limit = new HeadTimeout(null, added);
    return changed(uri, headers, body, limit, repeat, attempt);
  }

  /**
   * Returns this request, not to be repeated unseen: it may have worked though its response was
   * lost.
   */
  public RegistryRequest withoutRetry() {
    return changed(uri, headers, body, timeout, Repeat.REFUSED, attempt);
  }

  /** Returns this request, sent once and without any wait. */
  public RegistryRequest atOnce() {
    return changed(uri, headers, body, timeout, Repeat.AT_ONCE, attempt);
  }

  /**
   * Returns this request as an optional request: it is sent at once if a connection is free;
   * otherwise sending fails with a {@link io.oras.api.error.TransportException}.
   */
  public RegistryRequest optional() {
    return changed(uri, headers, body, timeout, Repeat.OPTIONAL, attempt);
  }

  /** Returns this request with a header in place of others of that name. */
  RegistryRequest replacing(String name, String value) {
    return changed(uri, headers.replacing(name, value), body, timeout, repeat, attempt);
  }

  /** Returns this request to another URL. */
  public RegistryRequest to(URI replacement) {
    return changed(replacement, headers, body, timeout, repeat, attempt);
  }

  /** Returns this request as one of several attempts. */
  RegistryRequest attempted(Attempt replacement) {
    return changed(uri, headers, body, timeout, repeat, replacement);
  }

  private RegistryRequest changed(
      URI newUri,
      Headers newHeaders,
      RequestBody newBody,
      HeadTimeout newTimeout,
      Repeat newRepeat,
      Attempt newAttempt) {
    return new RegistryRequest(
        operation,
        registry,
        method,
        newUri,
        newHeaders,
        newBody,
        scopes,
        doing,
        newTimeout,
        newRepeat,
        newAttempt);
  }

  /** Whether a good answer is a blob, which its reader takes as slowly as it likes. */
  boolean isForABlob() {
    String path = uri.getRawPath();
    return method.equals("GET") && path.contains("/blobs/") && !path.contains("/blobs/uploads/");
  }

  /** How far an exchange may be repeated. */
  public enum Repeat {
    /**
     * Like {@link #AT_ONCE}, but the request fails while the host asks for a pause, and if all
     * connections to the host are in use.
     */
    OPTIONAL,
    /**
     * The request is sent now, even if the host asks for a pause or all connections to the host are
     * in use, and never again.
     */
    AT_ONCE,
    /** Its content can be sent only once. */
    NEVER,
    /** Only after 429: the host surely did nothing. */
    REFUSED,
    /** After every failure that may pass. */
    FREELY
  }
}
