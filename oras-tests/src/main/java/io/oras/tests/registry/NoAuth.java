package io.oras.tests.registry;

import java.util.Optional;

/** No guard at all. */
final class NoAuth extends Auth {
  static final NoAuth INSTANCE = new NoAuth();

  @Override
  Guard guard(Site site) {
    return call -> Optional.empty();
  }
}
