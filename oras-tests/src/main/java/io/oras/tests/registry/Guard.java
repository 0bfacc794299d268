package io.oras.tests.registry;

import java.io.IOException;
import java.util.Optional;

/** Stands before the registry's resources. */
interface Guard {
  /** The answer for one who may not do that, or who asks for a token; empty for all others. */
  Optional<Answer> intercept(Call call) throws IOException;

  /** Makes all tokens invalid that were given so far. */
  default void revokeTokens() {}
}
