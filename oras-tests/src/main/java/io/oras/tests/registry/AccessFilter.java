package io.oras.tests.registry;

import java.io.IOException;
import java.util.Optional;

/** Stands before the registry's resources while it runs. */
interface AccessFilter extends AutoCloseable {
  /** Returns the response for a request without permission; empty if the request is permitted. */
  Optional<ServerResponse> refuse(ServerRequest call) throws IOException;

  /** Makes all tokens invalid that were given so far. */
  default void revokeTokens() {}

  @Override
  default void close() {}
}
