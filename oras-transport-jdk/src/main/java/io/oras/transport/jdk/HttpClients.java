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
   * Returns the client for that server.
   *
   * @param judged whether a rule judges the server's addresses
   * @throws TransportException when its settings cannot be used
   */
  HttpClient to(Origin origin, boolean judged) throws TransportException;

  /**
   * Returns the way that client takes to that URL.
   *
   * @param judged whether a rule judges the server's addresses
   * @throws TransportException when it cannot take it
   */
  RouteSelector.Route route(URI url, boolean judged) throws TransportException;

  /**
   * Applies the rule of a request to the addresses of its server, until the result is closed.
   *
   * @return null if the rule can judge only the addresses that the name has now
   * @throws TransportException if the rule refuses an address
   */
  AddressRules.@Nullable Use apply(Origin origin, AddressRule rule) throws TransportException;

  @Override
  void close();
}
