package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** The registry answered with 403: it knows the user and refuses access. */
public final class AccessDeniedException extends RegistryException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the response and an optional hint. */
  public AccessDeniedException(RegistryResponse response, @Nullable String hint) {
    super(response, hint);
  }

  @Override
  OrasException copy() {
    return new AccessDeniedException(answer(), hint().orElse(null));
  }
}
