/** Archives on Apache Commons Compress. */
@SuppressWarnings("requires-automatic")
module io.oras.archive.commons {
  requires io.oras.api;
  requires org.apache.commons.compress;
  requires static com.google.auto.service;
  requires static org.jspecify;
}
