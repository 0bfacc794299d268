package io.oras.tests.adapters;

import com.example.adapters.GraphStore;
import io.oras.api.content.GraphTarget;
import io.oras.tests.tck.GraphTargetTck;
import io.oras.tests.tck.ShippedStores;

class GraphStoreTest extends GraphTargetTck {
  @Override
  protected GraphTarget open() {
    return new GraphStore(ShippedStores.context());
  }
}
