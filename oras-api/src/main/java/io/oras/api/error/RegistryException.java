package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A registry or token server answered with an error for which there is no other exception type.
 * {@link #response} contains the status and the errors.
 */
public sealed class RegistryException extends OrasException
    permits AccessDeniedException, AuthenticationException, RateLimitedException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the response and an optional hint. */
  public RegistryException(RegistryResponse response, @Nullable String hint) {
    super(response.toString(), hint, response, null);
  }

  /** Returns the answer, which this exception always has. */
  final RegistryResponse answer() {
    return response().orElseThrow();
  }

  @Override
  OrasException copy() {
    return new RegistryException(answer(), hint().orElse(null));
  }
}
