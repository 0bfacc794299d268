package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.transport.AddressRule;
import io.oras.api.transport.Origin;
import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** The clients of one transport. */
interface HttpClients extends AutoCloseable {
  /**
   * The client for that server.
   *
   * @param rule for its addresses, or null
   * @throws TransportException when its settings cannot be used
   */
  HttpClient to(Origin origin, @Nullable AddressRule rule) throws TransportException;

  /**
   * The way that client takes to that URL.
   *
   * @param rule for the addresses of its server, or null
   * @throws TransportException when it cannot take it
   */
  RouteSelector.Route route(URI url, @Nullable AddressRule rule) throws TransportException;

  @Override
  void close();
}
