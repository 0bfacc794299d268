package io.oras.core.store;

import com.google.auto.service.AutoService;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.NotFoundException;
import io.oras.api.spi.ContentStoreProvider;
import io.oras.api.spi.StoreContext;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens {@code memory://name}. A name means the same store for all that is opened through one
 * provider, that is through one {@code Oras}; its content goes with that, not with the store's
 * {@code close}.
 */
@AutoService(ContentStoreProvider.class)
public final class MemoryStoreProvider implements ContentStoreProvider {
  private final Map<String, MemoryStore> stores = new ConcurrentHashMap<>();

  /** For {@link java.util.ServiceLoader}. */
  public MemoryStoreProvider() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public ReadOnlyTarget open(URI uri, StoreContext context) throws NotFoundException {
    String place = uri.toString();
    if (context.access() == StoreContext.Access.WRITE) {
      return stores.computeIfAbsent(place, p -> new MemoryStore(p, context));
    }
    MemoryStore store = stores.get(place);
    if (store == null) {
      throw new NotFoundException("nothing has been stored in " + place);
    }
    return store;
  }
}
