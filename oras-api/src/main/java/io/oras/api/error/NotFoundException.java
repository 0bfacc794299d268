package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** A repository, tag, manifest, blob or store does not exist. */
public final class NotFoundException extends OrasException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with the problem in words. */
  public NotFoundException(String problem) {
    this(problem, null, null);
  }

  /** Creates an exception with the response of a registry and an optional hint. */
  public NotFoundException(RegistryResponse response, @Nullable String hint) {
    this(response.toString(), hint, response);
  }

  private NotFoundException(
      String problem, @Nullable String hint, @Nullable RegistryResponse response) {
    super(problem, hint, response, null);
  }

  @Override
  OrasException copy() {
    return new NotFoundException(problem(), hint().orElse(null), response().orElse(null));
  }
}
