package io.oras.tests.registry;

import java.util.Optional;

/** No authentication. */
final class NoAuth extends Auth {
  static final NoAuth INSTANCE = new NoAuth();

  @Override
  AccessFilter guard(ServerContext site) {
    return call -> Optional.empty();
  }
}
