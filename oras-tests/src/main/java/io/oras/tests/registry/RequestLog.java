package io.oras.tests.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The received requests, in the order of their responses. Thread safe. */
final class RequestLog {
  private final List<LoggedRequest> requests = Collections.synchronizedList(new ArrayList<>());

  /**
   * Adds a request. Called before the response is sent, so that a client with the response finds
   * the request.
   */
  void add(ServerRequest call, int status) {
    requests.add(
        new LoggedRequest(
            call.method(), call.path(), call.query(), call.headers(), status, call.body().count()));
  }

  List<LoggedRequest> requests() {
    return List.copyOf(requests);
  }

  void clear() {
    requests.clear();
  }
}
