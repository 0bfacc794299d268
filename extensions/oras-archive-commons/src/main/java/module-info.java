/** Archives on Apache Commons Compress. */
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
