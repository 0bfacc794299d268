package io.oras.core.http;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import java.io.InputStream;
import java.net.URI;

/**
 * An answer with the reason why the chain gave it up, for the message.
 *
 * @param answer unchanged
 * @param hint what to do about it
 */
record Explained(TransportResponse answer, String hint) implements TransportResponse {
  @Override
  public int status() {
    return answer.status();
  }

  @Override
  public Headers headers() {
    return answer.headers();
  }

  @Override
  public URI uri() {
    return answer.uri();
  }

  @Override
  public InputStream body() {
    return answer.body();
  }

  @Override
  public void close() {
    answer.close();
  }
}
