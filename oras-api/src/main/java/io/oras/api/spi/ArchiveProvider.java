package io.oras.api.spi;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads an archive format. The library uses the provider for {@code tar}, for folders and for OCI
 * layouts in archives. The caller decides which entries are safe to extract. Thread safe.
 *
 * <pre>{@code
 * ArchiveProvider tar = ServiceLoader.load(ArchiveProvider.class).findFirst().orElseThrow();
 * try (InputStream in = Files.newInputStream(Path.of("layer.tar"));
 *     ArchiveReader archive = tar.read(in)) {
 *   for (var entry = archive.next(); entry.isPresent(); entry = archive.next()) {
 *     System.out.println(entry.get().name());
 *   }
 * }
 * }</pre>
 */
public interface ArchiveProvider extends Prioritized {
  /** Returns the format: {@code tar} for a provider that the library uses. */
  String format();

  /** Reads the entries of an archive in order; the caller closes reader and stream. */
  ArchiveReader read(InputStream archive) throws IOException;
}
