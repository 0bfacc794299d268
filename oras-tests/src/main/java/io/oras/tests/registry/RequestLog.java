package io.oras.tests.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was asked, in the order of the answers. Thread safe. */
final class RequestLog {
  private final List<LoggedRequest> requests = new CopyOnWriteArrayList<>();

  /** Called before the answer is sent, so that who has the answer finds the request here. */
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
