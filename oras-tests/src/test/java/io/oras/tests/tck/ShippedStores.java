package io.oras.tests.tck;

import io.oras.api.content.ManifestCodec;
import io.oras.api.spi.StoreContext;
import io.oras.core.json.JsonManifestCodec;

/** What the stores of core are opened with here. */
public final class ShippedStores {
  private ShippedStores() {}

  /** With core's codec and no archives. */
  public static StoreContext context() {
    ManifestCodec codec = new JsonManifestCodec();
    return new StoreContext() {
      @Override
      public ManifestCodec codec() {
        return codec;
      }
    };
  }
}
