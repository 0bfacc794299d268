package io.oras.transport.jdk;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The head of an answer, and its body as it arrives. */
record JdkResponse(int status, Headers headers, URI uri, ResponseBodyStream body)
    implements TransportResponse {
  /** The headers of the head, without HTTP/2's {@code :status} (RFC 9113 section 8.3). */
  static Headers headers(HttpResponse.ResponseInfo info) {
    Map<String, List<String>> map = new HashMap<>(info.headers().map());
    map.keySet().removeIf(name -> name.startsWith(":"));
    return Headers.of(map);
  }

  @Override
  public void close() {
    body.close();
  }
}
