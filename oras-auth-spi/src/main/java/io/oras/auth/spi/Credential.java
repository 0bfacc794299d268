package io.oras.auth.spi;

/**
 * What proves who asks. {@code toString} never shows the secret.
 *
 * <pre>{@code
 * Credential password = Credential.basic("me", System.getenv("REGISTRY_PASSWORD"));
 * Oras mine = Oras.builder().credential("registry.example", password).build();
 * }</pre>
 *
 * <p>Immutable but for {@link #destroy}, thread safe.
 */
public sealed interface Credential
    permits AnonymousCredential, BasicCredential, IdentityToken, RegistryToken {
  /** No user and no secret: requests are sent without a credential. */
  Credential ANONYMOUS = new AnonymousCredential();

  /** Creates a credential with a user and a password, which is copied. */
  static Credential basic(String user, char[] password) {
    return new BasicCredential(user, new Secret(password));
  }

  /** Creates a credential with a user and a password. */
  static Credential basic(String user, String password) {
    return new BasicCredential(user, new Secret(password.toCharArray()));
  }

  /**
   * Creates a credential with a refresh token, which the client exchanges for access tokens at the
   * registry's token service.
   */
  static Credential identityToken(String token) {
    return new IdentityToken(new Secret(token.toCharArray()));
  }

  /**
   * Creates a credential with an access token, which the client sends to the registry unchanged.
   */
  static Credential registryToken(String token) {
    return new RegistryToken(new Secret(token.toCharArray()));
  }

  /**
   * Tells credentials apart without holding their secrets: a digest over all of it. Caches of
   * tokens use it as their key.
   */
  String identity();

  /** Overwrites the secret; best effort, for copies may be elsewhere. It is unusable afterwards. */
  void destroy();
}
