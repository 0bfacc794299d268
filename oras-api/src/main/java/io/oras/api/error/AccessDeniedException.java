package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** 403: the registry knows who asks, and refuses. */
public final class AccessDeniedException extends RegistryException {
  private static final long serialVersionUID = 1L;

  /** With the answer and, if there is one, what to do about it. */
  public AccessDeniedException(Response response, @Nullable String hint) {
    super(response, hint);
  }
}
