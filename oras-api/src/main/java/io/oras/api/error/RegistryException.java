package io.oras.api.error;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A registry answered, and the answer is no: none of the subclasses' decisions fits, the status
 * tells the rest.
 */
public sealed class RegistryException extends OrasException
    permits AccessDeniedException, AuthenticationException, RateLimitedException {
  private static final long serialVersionUID = 1L;

  /**
   * An answer of a registry that is an error.
   *
   * @param method of the request
   * @param url of the request, redacted
   * @param status of the answer
   * @param errors from its body, if that is as specified
   * @param body the first 8 KiB of a body that is not, as text; may be empty
   */
  public record Response(
      String method, String url, int status, List<RegistryError> errors, String body)
      implements Serializable {
    /** Copies the errors. */
    public Response {
      errors = List.copyOf(errors);
    }

    /** Whether an error of that code is among them. */
    public boolean has(String code) {
      return errors.stream().anyMatch(e -> e.code().equals(code));
    }

    /** {@code PUT https://…: 400 DIGEST_INVALID: provided digest did not match}. */
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

    /** What the status means, for answers that say nothing more, as to HEAD. */
    private String reason() {
      return switch (status) {
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

  private final Response response;
  private final @Nullable String hint;

  /** With the answer and, if there is one, what to do about it. */
  public RegistryException(Response response, @Nullable String hint) {
    super(hint == null ? response.toString() : response + "; " + hint, null);
    this.response = response;
    this.hint = hint;
  }

  /** The answer. */
  public Response response() {
    return response;
  }

  /** What to do about it, if that is known. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
