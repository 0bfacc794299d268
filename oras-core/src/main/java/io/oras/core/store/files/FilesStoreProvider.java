package io.oras.core.store.files;

import com.google.auto.service.AutoService;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.NotFoundException;
import io.oras.api.reference.StoreReference;
import io.oras.api.spi.ContentStoreProvider;
import io.oras.api.spi.StoreContext;
import io.oras.core.store.files.FileStore.Options;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens {@code files:///folder}: what is copied there becomes files. */
@AutoService(ContentStoreProvider.class)
public final class FilesStoreProvider implements ContentStoreProvider {
  /** For {@link java.util.ServiceLoader}. */
  public FilesStoreProvider() {}

  @Override
  public String name() {
    return "files";
  }

  @Override
  public ReadOnlyTarget open(URI store, StoreContext context) throws IOException {
    Path folder = StoreReference.path(store);
    if (context.access() == StoreContext.Access.READ && !Files.isDirectory(folder)) {
      throw new NotFoundException("no folder " + folder);
    }
    return new FileStore(folder, Options.defaults(), context);
  }
}
