/**
 * Tar archives and zstd compression on Apache Commons Compress. The module exports nothing; {@link
 * java.util.ServiceLoader} finds its providers.
 */
@SuppressWarnings("requires-automatic")
module io.oras.archive.commons {
  requires io.oras.api;
  requires org.apache.commons.compress;
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides io.oras.api.spi.ArchiveProvider with
      io.oras.archive.commons.TarArchiveProvider;
  provides io.oras.api.spi.CompressionProvider with
      io.oras.archive.commons.ZstdCompressionProvider;
}
