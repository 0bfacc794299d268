package io.oras.tests.registry;

import java.io.IOException;
import java.util.Optional;

/** Checks the permission of each request before a resource serves the request. */
interface AccessFilter extends AutoCloseable {
  /** Returns the response for a request without permission; empty if the request is permitted. */
  Optional<ServerResponse> refuse(ServerRequest call) throws IOException;

  /** Invalidates all tokens that were issued so far. */
  default void revokeTokens() {}

  @Override
  default void close() {}
}
