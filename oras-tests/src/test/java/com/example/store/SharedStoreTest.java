package com.example.store;

import io.oras.api.content.Target;
import io.oras.tests.tck.ContentStoreTck;
import io.oras.tests.tck.ShippedStores;

class SharedStoreTest extends ContentStoreTck {
  @Override
  protected Target open() {
    return new SharedStore(ShippedStores.context().codec());
  }
}
