/**
 * The domain of oras: values, ports, provider interfaces, exceptions and events.
 *
 * <p>Needs {@code java.base} alone. A module that adapts a transport, a store or an archive format
 * needs nothing but this one.
 */
module io.oras.api {
  requires static org.jspecify;

  exports io.oras.api.artifact;
  exports io.oras.api.content;
  exports io.oras.api.error;
  exports io.oras.api.event;
  exports io.oras.api.model;
  exports io.oras.api.reference;
  exports io.oras.api.spi;
  exports io.oras.api.transport;
}
