package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.RequestBody;
import io.oras.core.auth.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * One request of a conversation, with what the chain needs to know about it.
 *
 * @param registry the name in references whose settings and credentials apply, such as {@code
 *     docker.io}
 * @param method such as {@code GET}
 * @param uri absolute; on another origin than the registry's, nothing secret goes along
 * @param headers of this request alone
 * @param body sent again only when it can be
 * @param scopes that a token needs, the most important first; the first names the repository
 * @param doing what it is for, in messages: {@code "pushing blob sha256:…"}
 * @param timeout until the head of the answer
 * @param repeat {@link Repeat#REFUSED} when the conversation looks at what happened before it sends
 *     again; a 401 that can be answered is answered in any case
 */
public record RegistryRequest(
    String registry,
    String method,
    URI uri,
    Headers headers,
    RequestBody body,
    List<Scope> scopes,
    String doing,
    Duration timeout,
    Repeat repeat) {
  /** How long an answer's head may take when nothing else is known. */
  public static final Duration HEAD_TIMEOUT = Duration.ofSeconds(60);

  /** Copies the scopes. */
  public RegistryRequest {
    scopes = List.copyOf(scopes);
  }

  /** A request without headers and body. */
  public static RegistryRequest of(
      String registry, String method, URI uri, List<Scope> scopes, String doing) {
    return new RegistryRequest(
        registry,
        method,
        uri,
        Headers.EMPTY,
        RequestBody.EMPTY,
        scopes,
        doing,
        HEAD_TIMEOUT,
        Repeat.FREELY);
  }

  /** This request with one more header. */
  public RegistryRequest with(String name, String value) {
    return new RegistryRequest(
        registry, method, uri, headers.with(name, value), body, scopes, doing, timeout, repeat);
  }

  /** This request with a body. */
  public RegistryRequest withBody(RequestBody replacement) {
    return new RegistryRequest(
        registry, method, uri, headers, replacement, scopes, doing, timeout, repeat);
  }

  /** This request with another time limit for the head of its answer. */
  public RegistryRequest withTimeout(Duration replacement) {
    return new RegistryRequest(
        registry, method, uri, headers, body, scopes, doing, replacement, repeat);
  }

  /**
   * This request, not to be repeated unseen: one that may have worked though its answer was lost.
   */
  public RegistryRequest withoutRetry() {
    return repeated(Repeat.REFUSED);
  }

  /** This request, sent at once or not at all: one that nobody waits for. */
  public RegistryRequest atOnce() {
    return repeated(Repeat.AT_ONCE);
  }

  /**
   * This request, sent at once and where that takes nothing from others, or not at all, which is a
   * {@link io.oras.api.error.TransportException}: one that its sender can do without.
   */
  public RegistryRequest spare() {
    return repeated(Repeat.SPARE);
  }

  /** Whether a good answer is a blob, which its reader takes as slowly as it likes. */
  boolean isForABlob() {
    String path = uri.getRawPath();
    return method.equals("GET") && path.contains("/blobs/") && !path.contains("/blobs/uploads/");
  }

  private RegistryRequest repeated(Repeat replacement) {
    return new RegistryRequest(
        registry, method, uri, headers, body, scopes, doing, timeout, replacement);
  }

  /** This request with a header in the place of others of that name. */
  RegistryRequest replacing(String name, String value) {
    return new RegistryRequest(
        registry,
        method,
        uri,
        headers.replacing(name, value),
        body,
        scopes,
        doing,
        timeout,
        repeat);
  }

  /** This request to another place. */
  public RegistryRequest to(URI replacement) {
    return new RegistryRequest(
        registry, method, replacement, headers, body, scopes, doing, timeout, repeat);
  }
}
