package io.oras.api.error;

import java.util.List;

/** A trust policy refuses an artifact. The operation is not repeated and writes nothing. */
public final class UntrustedException extends OrasException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String scope;

  @SuppressWarnings("serial") // List.copyOf is serialisable.
  private final List<String> reasons;

  /**
   * Creates an exception.
   *
   * @param name the refused artifact as text, with its digest if that is known
   * @param scope the policy and the part of the policy that decided, such as {@code policy.json,
   *     docker registry.example/app}
   * @param reasons why the artifact is refused: one for each signature that was tried, at least one
   */
  public UntrustedException(String name, String scope, List<String> reasons) {
    super(
        "%s is not trusted by %s: %s".formatted(name, scope, String.join("; ", reasons)),
        null,
        null,
        null);
    this.name = name;
    this.scope = scope;
    this.reasons = List.copyOf(reasons);
  }

  /** Returns the refused artifact as text, with its digest if that is known. */
  public String name() {
    return name;
  }

  /** Returns the policy, and the part of the policy that decided. */
  public String scope() {
    return scope;
  }

  /** Returns why the artifact is refused: one reason for each signature that was tried. */
  public List<String> reasons() {
    return reasons;
  }

  @Override
  OrasException copy() {
    return new UntrustedException(name, scope, reasons);
  }
}
