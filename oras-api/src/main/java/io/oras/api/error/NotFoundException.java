package io.oras.api.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was asked for is not there: a repository, a tag, a manifest, a blob. */
public final class NotFoundException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final RegistryException.@Nullable Response response;

  /** With what went wrong. */
  public NotFoundException(String message) {
    super(message, null);
    this.response = null;
  }

  /** With a registry's answer and, if there is one, what to do about it. */
  public NotFoundException(RegistryException.Response response, @Nullable String hint) {
    super(hint == null ? response.toString() : response + "; " + hint, null);
    this.response = response;
  }

  /** The registry's answer, if it was a registry that said so. */
  public Optional<RegistryException.Response> response() {
    return Optional.ofNullable(response);
  }
}
