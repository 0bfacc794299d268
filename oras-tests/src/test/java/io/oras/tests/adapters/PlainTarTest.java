package io.oras.tests.adapters;

import com.example.adapters.PlainTar;
import io.oras.api.spi.ArchiveProvider;
import io.oras.tests.tck.ArchiveProviderTck;

class PlainTarTest extends ArchiveProviderTck {
  @Override
  protected ArchiveProvider provider() {
    return new PlainTar();
  }
}
