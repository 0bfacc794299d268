/**
 * The values, interfaces, exceptions and events of oras.
 *
 * <p>The module requires only {@code java.base}. A module with a transport, a store or an archive
 * format requires only this module.
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
