package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import java.net.URI;
import java.net.http.HttpClient;

/** The clients of one transport. */
interface Clients extends AutoCloseable {
  /**
   * The client for that server.
   *
   * @throws TransportException when its settings cannot be used
   */
  HttpClient to(Origin origin) throws TransportException;

  /**
   * The way that client takes to that URL.
   *
   * @throws TransportException when it cannot take it
   */
  Routes.Route route(URI url) throws TransportException;

  @Override
  void close();
}
