package io.oras.core.store.layout;

import com.google.auto.service.AutoService;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.ContentStoreProvider;
import io.oras.api.spi.StoreContext;
import java.io.IOException;
import java.net.URI;

/** Opens {@code oci-archive:///file.tar}: one that is there to read, a new one to write. */
@AutoService(ContentStoreProvider.class)
public final class LayoutArchiveProvider implements ContentStoreProvider {
  /** For {@link java.util.ServiceLoader}. */
  public LayoutArchiveProvider() {}

  @Override
  public String name() {
    return "oci-archive";
  }

  @Override
  public ReadOnlyTarget open(URI store, StoreContext context) throws IOException {
    return context.access() == StoreContext.Access.READ
        ? LayoutArchive.openReadOnly(StoreReference.path(store), context)
        : LayoutArchive.create(StoreReference.path(store), context);
  }
}
