package io.oras.tests.adapters;

import com.example.adapters.MapStore;
import io.oras.api.content.Target;
import io.oras.tests.tck.ContentStoreTck;
import io.oras.tests.tck.ShippedStores;

class MapStoreTest extends ContentStoreTck {
  @Override
  protected Target open() {
    return new MapStore(ShippedStores.context());
  }
}
