package io.oras.tests.registry;

import java.io.IOException;
import java.util.Optional;

/** Stands before the registry's resources while it runs. */
interface AccessFilter extends AutoCloseable {
  /** The answer for one who may not do that; empty for one who may. */
  Optional<ServerResponse> refuse(ServerRequest call) throws IOException;

  /** Makes all tokens invalid that were given so far. */
  default void revokeTokens() {}

  @Override
  default void close() {}
}
