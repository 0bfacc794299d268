package io.oras.core.store.layout;

import com.google.auto.service.AutoService;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.ContentStoreProvider;
import io.oras.api.spi.StoreContext;
import java.io.IOException;
import java.net.URI;

/** Opens {@code oci-layout:///folder}. */
@AutoService(ContentStoreProvider.class)
public final class LayoutStoreProvider implements ContentStoreProvider {
  /** For {@link java.util.ServiceLoader}. */
  public LayoutStoreProvider() {}

  @Override
  public String name() {
    return "oci-layout";
  }

  @Override
  public ReadOnlyTarget open(URI store, StoreContext context) throws IOException {
    return context.access() == StoreContext.Access.READ
        ? LayoutStore.openReadOnly(StoreReference.path(store), context)
        : LayoutStore.open(StoreReference.path(store), context);
  }
}
