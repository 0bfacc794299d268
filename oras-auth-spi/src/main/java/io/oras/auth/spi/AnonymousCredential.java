package io.oras.auth.spi;

/** Nobody in particular: {@link Credential#ANONYMOUS}. */
public final class AnonymousCredential implements Credential {
  AnonymousCredential() {}

  @Override
  public String identity() {
    return "anonymous";
  }

  @Override
  public void destroy() {
    // There is no secret.
  }

  @Override
  public String toString() {
    return "anonymous";
  }
}
