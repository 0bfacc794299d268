package io.oras.tests.registry;

import java.io.IOException;

/** The authentication of a registry. Configure it before the registry starts. */
public abstract sealed class Auth permits NoAuth, BasicAuth, TokenAuth {
  Auth() {}

  /** Returns no authentication: everyone may do everything. This is the default. */
  public static Auth anonymous() {
    return NoAuth.INSTANCE;
  }

  /** Returns Basic authentication (RFC 7617) with one user, who may do everything. */
  public static Auth basic(String user, String password) {
    return new BasicAuth(user, password);
  }

  /**
   * Returns Bearer authentication with one user, who may do everything. The token server listens on
   * another port of the same host.
   */
  public static TokenAuth token(String user, String password) {
    return new TokenAuth(user, password);
  }

  /**
   * Creates the filter for a registry; the filter starts its listeners in the context of that
   * registry.
   */
  abstract AccessFilter guard(ServerContext site) throws IOException;
}
