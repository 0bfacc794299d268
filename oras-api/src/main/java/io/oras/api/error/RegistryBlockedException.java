package io.oras.api.error;

import org.jspecify.annotations.Nullable;

/** The configuration forbids the registry; no connection was opened. */
public final class RegistryBlockedException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final String registry;

  /**
   * Creates an exception.
   *
   * @param registry the blocked registry, or a prefix of repository names
   * @param configuredBy the source of the rule, such as the path of a file
   */
  public RegistryBlockedException(String registry, String configuredBy) {
    this("registry %s is blocked (%s)".formatted(registry, configuredBy), registry, null);
  }

  private RegistryBlockedException(String problem, String registry, @Nullable Throwable cause) {
    super(problem, null, null, cause);
    this.registry = registry;
  }

  /** Returns the blocked registry, or a prefix of repository names. */
  public String registry() {
    return registry;
  }

  @Override
  OrasException copy() {
    return new RegistryBlockedException(problem(), registry, getCause());
  }
}
