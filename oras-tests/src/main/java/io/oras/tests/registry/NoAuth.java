package io.oras.tests.registry;

import java.util.Optional;

/** No guard at all. */
final class NoAuth extends Auth {
  static final NoAuth INSTANCE = new NoAuth();

  @Override
  Guard guard(Faults faults, RequestLog log) {
    return call -> Optional.empty();
  }
}
