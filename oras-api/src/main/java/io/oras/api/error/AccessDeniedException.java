package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** 403: the registry knows the user and refuses access. */
public final class AccessDeniedException extends RegistryException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the answer and, if it is known, what to do. */
  public AccessDeniedException(RegistryResponse response, @Nullable String hint) {
    super(response, hint);
  }

  @Override
  OrasException copy() {
    return new AccessDeniedException(answer(), hint().orElse(null));
  }
}
