package io.oras.tests.archive;

import io.oras.api.spi.ArchiveProvider;
import io.oras.tests.tck.ArchiveProviderTck;

class CommonsTarTest extends ArchiveProviderTck {
  @Override
  protected ArchiveProvider provider() {
    return Folders.tar();
  }
}
