package io.oras.core.store;

import java.io.IOException;

/** Where a store keeps its {@link Roots}. Thread safe. */
interface RootList {
  /** As they are now: the same object as before when nothing has changed. */
  Roots read() throws IOException;
}
