package io.oras.core.store.layout;

import io.oras.api.error.ArchiveException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Digest;
import io.oras.api.spi.ArchiveEntry;
import io.oras.api.spi.ArchiveProvider;
import io.oras.api.spi.ArchiveReader;
import io.oras.api.transport.RequestBody;
import io.oras.core.store.BlobStorage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files of a layout in a tar, found by name once and read from their place in it. Nothing is
 * extracted, so a name that leads elsewhere is only a name that nobody asks for.
 */
record ArchiveBlobs(Path archive, Map<String, Region> files) implements BlobStorage {
  private static final int MAX_ENTRIES = 1_000_000;

  /** No file of a layout has a longer name; a header can hold a mebibyte. */
  private static final int MAX_NAME = 1024;

  private static final int BUFFER = 256 << 10;

  private record Region(long offset, long size) {}

  static ArchiveBlobs index(Path archive, ArchiveProvider format) throws IOException {
    Map<String, Region> files = new HashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
        ArchiveReader reader = format.read(in)) {
      int entries = 0;
      for (Optional<ArchiveEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (++entries > MAX_ENTRIES) {
          throw new LimitExceededException(archive + " has more than " + MAX_ENTRIES + " entries");
        }
        ArchiveEntry entry = next.get();
        if (entry.type() == ArchiveEntry.Type.FILE) {
          if (reader.offset() < 0) {
            throw new ArchiveException(
                "the entry "
                    + entry.name()
                    + " of "
                    + archive
                    + " is compressed or sparse, and an OCI layout needs plain files");
          }
          String name = plain(entry.name());
          if (name.length() <= MAX_NAME) {
            files.put(name, new Region(reader.offset(), entry.size()));
          }
        }
      }
    }
    return new ArchiveBlobs(archive, files);
  }

  /** {@code tar -C layout -c .} writes {@code ./index.json}. */
  private static String plain(String name) {
    int start = 0;
    while (name.startsWith("./", start)) {
      start += 2;
    }
    return name.substring(start);
  }

  private static String name(Digest digest) {
    return "blobs/" + digest.algorithm() + "/" + digest.encoded();
  }

  @Override
  public OptionalLong size(Digest digest) {
    Region region = files.get(name(digest));
    return region == null ? OptionalLong.empty() : OptionalLong.of(region.size);
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return open(region(digest));
  }

  @Override
  public InputStream open(Digest digest, long offset, long length) throws IOException {
    return open(new Region(region(digest).offset + offset, length));
  }

  private Region region(Digest digest) throws NotFoundException {
    Region region = files.get(name(digest));
    if (region == null) {
      throw new NotFoundException("no content " + digest + " in " + this);
    }
    return region;
  }

  private InputStream open(Region region) throws IOException {
    return new RequestBody.FileRegion(archive, region.offset, region.size).open();
  }

  /** A small file of the layout. */
  byte[] read(String name, int limit) throws IOException {
    Region region = files.get(name);
    if (region == null) {
      throw new NotFoundException(
          files.isEmpty()
              ? archive + ": invalid OCI Image Layout: it is not a tar archive, or has no files"
              : archive + ": invalid OCI Image Layout: it has no file " + name);
    }
    if (region.size > limit) {
      throw new LimitExceededException(
          name + " in " + archive + " has more than " + limit + " bytes");
    }
    try (InputStream in = open(region)) {
      return in.readAllBytes();
    }
  }

  @Override
  public String toString() {
    return "the layout " + archive;
  }
}
