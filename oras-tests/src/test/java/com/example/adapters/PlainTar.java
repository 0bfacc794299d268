package com.example.adapters;

import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import java.io.InputStream;

/** Tar (POSIX pax): what a header has no room for stands in a record before it. */
public class PlainTar implements ArchiveProvider {
  static final int BLOCK = 512;

  @Override
  public String name() {
    return "plain-tar";
  }

  @Override
  public String format() {
    return "tar";
  }

  @Override
  public ArchiveReader read(InputStream archive) {
    return new PlainTarReader(archive);
  }
}
