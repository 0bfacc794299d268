package io.oras.tests.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks the requests that a registry has received. A failure lists all differences.
 *
 * <pre>
 * RequestCheck.of(registry.requests())
 *     .expect(1, "PUT", ".*&#47;manifests/v1")
 *     .expect(0, "DELETE", ".*")
 *     .expectNowhere("my-password")
 *     .verify();
 * </pre>
 *
 * <p>Not thread safe.
 */
public final class RequestCheck {
  private final List<LoggedRequest> requests;
  private final List<String> problems = new ArrayList<>();

  private RequestCheck(List<LoggedRequest> requests) {
    this.requests = requests;
  }

  /** Creates a check of these requests. */
  public static RequestCheck of(List<LoggedRequest> requests) {
    return new RequestCheck(List.copyOf(requests));
  }

  /**
   * Expects this number of matching requests.
   *
   * @param times the number of requests
   * @param method a regular expression for the whole method
   * @param path a regular expression for the whole path, without the query
   */
  public RequestCheck expect(int times, String method, String path) {
    long actual =
        requests.stream().filter(r -> r.method().matches(method) && r.path().matches(path)).count();
    if (actual != times) {
      problems.add("%s %s came %s times, not %s".formatted(method, path, actual, times));
    }
    return this;
  }

  /** Expects that no URL and no header contains this text, such as a secret. */
  public RequestCheck expectNowhere(String text) {
    for (LoggedRequest request : requests) {
      StringBuilder all = new StringBuilder(request.path()).append('\n').append(request.query());
      request.headers().forEach((name, value) -> all.append('\n').append(value));
      if (all.indexOf(text) >= 0) {
        problems.add("'" + text + "' came with " + request.line());
      }
    }
    return this;
  }

  /**
   * Checks all expectations.
   *
   * @throws AssertionError if an expectation is not met; the message lists all differences and
   *     requests
   */
  public void verify() {
    if (!problems.isEmpty()) {
      throw new AssertionError(
          String.join("\n", problems)
              + "\nthese came:\n"
              + requests.stream().map(LoggedRequest::toString).collect(Collectors.joining("\n")));
    }
  }
}
