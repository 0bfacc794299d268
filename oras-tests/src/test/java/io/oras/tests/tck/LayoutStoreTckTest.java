package io.oras.tests.tck;

import io.oras.api.content.GraphTarget;
import io.oras.core.store.layout.LayoutStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LayoutStoreTckTest extends GraphTargetTck {
  @TempDir private Path folder;

  @Override
  protected GraphTarget open() throws IOException {
    return LayoutStore.open(folder, ShippedStores.context());
  }
}
