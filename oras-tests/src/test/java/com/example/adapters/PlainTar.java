package com.example.adapters;

import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import java.io.InputStream;

/** Writes tar (POSIX pax): a record before the header contains the values that are too long. */
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
