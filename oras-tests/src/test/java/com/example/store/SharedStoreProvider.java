package com.example.store;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.NotFoundException;
import io.oras.api.spi.ContentStoreProvider;
import io.oras.api.spi.StoreContext;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens {@code shared://name}: one store for each name, as long as the program runs. */
public final class SharedStoreProvider implements ContentStoreProvider {
  private static final Map<String, SharedStore> STORES = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "shared";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("shared");
  }

  @Override
  public ReadOnlyTarget open(URI store, StoreContext context) throws IOException {
    String key = store.getSchemeSpecificPart();
    if (context.access() == StoreContext.Access.WRITE) {
      return STORES.computeIfAbsent(key, k -> new SharedStore(context.codec()));
    }
    SharedStore there = STORES.get(key);
    if (there == null) {
      throw new NotFoundException("no store " + store);
    }
    return there;
  }
}
