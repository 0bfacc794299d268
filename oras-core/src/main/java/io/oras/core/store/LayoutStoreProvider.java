package io.oras.core.store;

import com.google.auto.service.AutoService;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.reference.StoreName;
import io.oras.api.spi.ContentStoreProvider;
import io.oras.api.spi.StoreContext;
import java.io.IOException;
import java.util.Set;

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
  public Set<String> schemes() {
    return Set.of("oci-layout");
  }

  @Override
  public ReadOnlyTarget open(StoreName name, StoreContext context) throws IOException {
    return context.access() == StoreContext.Access.READ
        ? LayoutStore.openReadOnly(name.path(), context)
        : LayoutStore.open(name.path(), context);
  }
}
