package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** The target does not support the operation. */
public final class UnsupportedException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the problem in words. */
  public UnsupportedException(String problem) {
    this(problem, null, null);
  }

  /** Creates an exception with the response of a registry and an optional hint. */
  public UnsupportedException(RegistryResponse response, @Nullable String hint) {
    this(response.toString(), hint, response);
  }

  private UnsupportedException(
      String problem, @Nullable String hint, @Nullable RegistryResponse response) {
    super(problem, hint, response, null);
  }

  @Override
  OrasException copy() {
    return new UnsupportedException(problem(), hint().orElse(null), response().orElse(null));
  }
}
