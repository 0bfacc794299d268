package io.oras.tests.registry;

import java.io.IOException;

/**
 * Whom a registry lets in, and how they must show who they are. Set up before the registry starts.
 */
public abstract sealed class Auth permits NoAuth, BasicAuth, TokenAuth {
  Auth() {}

  /** Everybody may do everything; the default. */
  public static Auth anonymous() {
    return NoAuth.INSTANCE;
  }

  /** Who sends that name and password may do everything (RFC 7617), others nothing. */
  public static Auth basic(String user, String password) {
    return new BasicAuth(user, password);
  }

  /**
   * Bearer tokens of a token server, which is at another port of the same host; it gives that user
   * any scope.
   */
  public static TokenAuth token(String user, String password) {
    return new TokenAuth(user, password);
  }

  /** Begins to guard; the guard's own listeners are of that site. */
  abstract AccessFilter guard(ServerContext site) throws IOException;
}
