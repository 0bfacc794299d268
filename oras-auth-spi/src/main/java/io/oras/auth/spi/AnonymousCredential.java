package io.oras.auth.spi;

/** The credential of an anonymous user: {@link Credential#ANONYMOUS}. */
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
