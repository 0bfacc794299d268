package io.oras.transport.apache;

import io.oras.api.transport.Headers;
import io.oras.api.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** The head of a response, and its body as it arrives. */
record ApacheResponse(int status, Headers headers, URI uri, InputStream body)
    implements TransportResponse {

  ApacheResponse(ClassicHttpResponse head, URI uri, InputStream body) {
    this(head.getCode(), headers(head), uri, body);
  }

  private static Headers headers(ClassicHttpResponse head) {
    Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Iterator<Header> all = head.headerIterator(); all.hasNext(); ) {
      Header header = all.next();
      map.computeIfAbsent(header.getName(), name -> new ArrayList<>(1)).add(header.getValue());
    }
    return Headers.of(map);
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // The stream throws none.
    }
  }
}
