package io.oras.tests.tck;

import io.oras.api.content.GraphTarget;
import io.oras.core.store.MemoryStore;

class MemoryStoreTckTest extends GraphTargetTck {
  @Override
  protected GraphTarget open() {
    return new MemoryStore(ShippedStores.context());
  }
}
