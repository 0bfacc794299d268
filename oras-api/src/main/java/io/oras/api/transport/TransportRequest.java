package io.oras.api.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request. Immutable.
 *
 * <pre>{@code
 * TransportRequest request =
 *     TransportRequest.of("GET", URI.create("https://registry.example/v2/")).toBuilder()
 *         .timeout(Duration.ofSeconds(10))
 *         .build();
 * }</pre>
 */
public final class TransportRequest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final String method;
  private final URI uri;
  private final Headers headers;
  private final RequestBody body;
  private final Duration timeout;
  private final @Nullable AddressRule addressRule;

  private TransportRequest(Builder builder) {
    method = Objects.requireNonNull(builder.method, "method");
    uri = Objects.requireNonNull(builder.uri, "uri");
    headers = builder.headers;
    body = builder.body;
    timeout = builder.timeout;
    addressRule = builder.addressRule;
  }

  /**
   * Returns a request without headers and body, with a timeout of 60 seconds.
   *
   * @param method such as {@code GET}
   * @param uri absolute
   * @throws IllegalArgumentException if the URL is neither http nor https
   */
  public static TransportRequest of(String method, URI uri) {
    return builder().method(method).uri(uri).build();
  }

  /** Creates a builder; {@link Builder#method} and {@link Builder#uri} have no default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Creates a builder with the values of this request. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns the method, such as {@code GET}. */
  public String method() {
    return method;
  }

  /** Returns the URL, absolute, http or https. A transport sends it byte for byte. */
  public URI uri() {
    return uri;
  }

  /** Returns the headers, without {@code Host} and {@code Content-Length}. */
  public Headers headers() {
    return headers;
  }

  /** Returns the body, {@link RequestBody#EMPTY} if there is none. */
  public RequestBody body() {
    return body;
  }

  /** Returns how long to wait for the head of the response, counted from when the body is sent. */
  public Duration timeout() {
    return timeout;
  }

  /**
   * Returns the rule that judges each address that the server's name resolves to. The transport
   * connects to an address that the rule accepted. The rule does not apply if a proxy resolves the
   * name. A transport that cannot choose the address applies the rule to the addresses that it can
   * resolve.
   */
  public Optional<AddressRule> addressRule() {
    return Optional.ofNullable(addressRule);
  }

  /** Returns scheme, host and port of {@link #uri}. */
  public Origin origin() {
    return Origin.of(uri);
  }

  /** Compares all values; bodies are equal if they are the same object or hold the same bytes. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TransportRequest that
        && method.equals(that.method)
        && uri.equals(that.uri)
        && headers.equals(that.headers)
        && body.equals(that.body)
        && timeout.equals(that.timeout)
        && Objects.equals(addressRule, that.addressRule);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, uri, headers, timeout);
  }

  /** Returns the method and the URL without its query, which may be signed. */
  @Override
  public String toString() {
    return method + " " + origin() + uri.getRawPath();
  }

  /** Builds a {@link TransportRequest}. Not thread safe. */
  public static final class Builder {
    private @Nullable String method;
    private @Nullable URI uri;
    private Headers headers = Headers.EMPTY;
    private RequestBody body = RequestBody.EMPTY;
    private Duration timeout = TIMEOUT;
    private @Nullable AddressRule addressRule;

    private Builder() {}

    private Builder(TransportRequest start) {
      method = start.method;
      uri = start.uri;
      headers = start.headers;
      body = start.body;
      timeout = start.timeout;
      addressRule = start.addressRule;
    }

    /** Sets the method, such as {@code GET}. */
    public Builder method(String method) {
      this.method = Objects.requireNonNull(method, "method");
      return this;
    }

    /**
     * Sets the URL.
     *
     * @throws IllegalArgumentException if it is not absolute, or neither http nor https
     */
    public Builder uri(URI uri) {
      Origin.of(Objects.requireNonNull(uri, "uri"));
      this.uri = uri;
      return this;
    }

    /** Sets the headers, without {@code Host} and {@code Content-Length}; none by default. */
    public Builder headers(Headers headers) {
      this.headers = Objects.requireNonNull(headers, "headers");
      return this;
    }

    /** Sets the body; {@link RequestBody#EMPTY} by default. */
    public Builder body(RequestBody body) {
      this.body = Objects.requireNonNull(body, "body");
      return this;
    }

    /**
     * Sets how long to wait for the head of the response; 60 seconds by default.
     *
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public Builder timeout(Duration timeout) {
      Objects.requireNonNull(timeout, "timeout");
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout is " + timeout + ", expected more than zero");
      }
      this.timeout = timeout;
      return this;
    }

    /** Sets the rule for the addresses of the server; none by default. */
    public Builder addressRule(AddressRule rule) {
      this.addressRule = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** Removes the rule for the addresses of the server. */
    public Builder anyAddress() {
      addressRule = null;
      return this;
    }

    /**
     * Creates the request; the builder can be used further.
     *
     * @throws NullPointerException if the method or the URL was not set
     */
    public TransportRequest build() {
      return new TransportRequest(this);
    }
  }
}
