package io.oras.tests.archive;

import io.oras.api.spi.ArchiveProvider;
import io.oras.archive.commons.TarArchiveProvider;
import io.oras.tests.tck.ArchiveProviderTck;

class CommonsTarTest extends ArchiveProviderTck {
  @Override
  protected ArchiveProvider provider() {
    return new TarArchiveProvider();
  }
}
