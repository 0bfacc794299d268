package io.oras.transport.jdk;

import io.oras.api.error.TransportException;
import io.oras.api.transport.Origin;
import java.net.http.HttpClient;

/** The clients of one transport. */
interface Clients extends AutoCloseable {
  /**
   * The client for that server.
   *
   * @throws TransportException when its settings cannot be used
   */
  HttpClient to(Origin origin) throws TransportException;

  @Override
  void close();
}
