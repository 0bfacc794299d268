package io.oras.tests.archive;

import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.api.spi.ArchiveWriter;
import io.oras.core.archive.TarWriter;
import io.oras.tests.tck.ArchiveProviderTck;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What core writes, a provider reads. */
class CoreTarTest extends ArchiveProviderTck {
  @Override
  protected ArchiveProvider provider() {
    return new ArchiveProvider() {
      @Override
      public String name() {
        return "core";
      }

      @Override
      public String format() {
        return "tar";
      }

      @Override
      public ArchiveReader read(InputStream archive) throws IOException {
        return Folders.tar().read(archive);
      }

      @Override
      public ArchiveWriter write(OutputStream archive) {
        return new TarWriter(archive);
      }
    };
  }
}
