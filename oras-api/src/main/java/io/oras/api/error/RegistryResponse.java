package io.oras.api.error;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A response of a registry or token server that reports an error. Immutable and thread safe, with
 * value equality.
 */
public final class RegistryResponse implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String method;
  private final String url;
  private final int status;

  @SuppressWarnings("serial") // List.copyOf is serialisable.
  private final List<RegistryError> errors;

  private final String body;

  private RegistryResponse(
      String method, String url, int status, List<RegistryError> errors, String body) {
    this.method = method;
    this.url = url;
    this.status = status;
    this.errors = List.copyOf(errors);
    this.body = body;
  }

  /**
   * Creates a response.
   *
   * @param method the method of the request
   * @param url the URL of the request, without secrets
   * @param status the status of the response
   * @param errors the errors in the body, if the body has the format of the specification
   * @param body the first 8 KiB of a body in another format, as text; may be empty
   */
  public static RegistryResponse of(
      String method, String url, int status, List<RegistryError> errors, String body) {
    return new RegistryResponse(method, url, status, errors, body);
  }

  /** Returns the method of the request. */
  public String method() {
    return method;
  }

  /** Returns the URL of the request, without secrets. */
  public String url() {
    return url;
  }

  /** Returns the status of the response. */
  public int status() {
    return status;
  }

  /**
   * Returns the errors in the body; empty if the body does not have the format of the
   * specification.
   */
  public List<RegistryError> errors() {
    return errors;
  }

  /**
   * Returns the first 8 KiB of a body that does not have the format of the specification, as text;
   * may be empty.
   */
  public String body() {
    return body;
  }

  /** Returns whether one of the errors has this code. */
  public boolean has(String code) {
    return errors.stream().anyMatch(e -> e.code().equals(code));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegistryResponse that
        && method.equals(that.method)
        && url.equals(that.url)
        && status == that.status
        && errors.equals(that.errors)
        && body.equals(that.body);
  }

  @Override
  public int hashCode() {
    return 31 * url.hashCode() + status;
  }

  /**
   * Returns a description such as {@code PUT https://…: 400 DIGEST_INVALID: provided digest did not
   * match}.
   */
  @Override
  public String toString() {
    String said =
        errors.isEmpty()
            ? body.strip()
            : errors.stream().map(RegistryError::toString).collect(Collectors.joining("; "));
    return said.isEmpty()
        ? method + " " + url + ": response status code " + status + ": " + reason()
        : method + " " + url + ": " + status + " " + said;
  }

  /**
   * Returns what the status means, for answers of which no text is known, such as those to HEAD.
   */
  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "the answer has no body";
    };
  }
}
