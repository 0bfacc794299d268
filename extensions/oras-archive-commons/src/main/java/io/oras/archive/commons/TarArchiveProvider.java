package io.oras.archive.commons;

import com.google.auto.service.AutoService;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import java.io.InputStream;

/** tar, in the dialects that Commons Compress knows: V7, USTAR, PAX, GNU, star. */
@AutoService(ArchiveProvider.class)
public final class TarArchiveProvider implements ArchiveProvider {
  /** Creates the provider for {@link java.util.ServiceLoader}. */
  public TarArchiveProvider() {}

  @Override
  public String name() {
    return "commons-compress";
  }

  @Override
  public String format() {
    return "tar";
  }

  @Override
  public ArchiveReader read(InputStream archive) {
    return new TarReader(new HeaderLimits(archive));
  }
}
