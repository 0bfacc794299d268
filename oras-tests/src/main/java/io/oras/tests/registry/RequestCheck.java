package io.oras.tests.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is expected of the requests that came, told all at once where it is not so.
 *
 * <pre>
 * RequestCheck.of(registry.requests())
 *     .expect(1, "PUT", ".*&#47;manifests/v1")
 *     .expect(0, "DELETE", ".*")
 *     .expectNowhere("my-password")
 *     .verify();
 * </pre>
 *
 * <p>For one thread.
 */
public final class RequestCheck {
  private final List<LoggedRequest> requests;
  private final List<String> untruths = new ArrayList<>();

  private RequestCheck(List<LoggedRequest> requests) {
    this.requests = requests;
  }

  /** Will look at these requests. */
  public static RequestCheck of(List<LoggedRequest> requests) {
    return new RequestCheck(List.copyOf(requests));
  }

  /**
   * Expects so many requests.
   *
   * @param method a regular expression for the whole method
   * @param path a regular expression for the whole path, without the query
   */
  public RequestCheck expect(int times, String method, String path) {
    long actual =
        requests.stream().filter(r -> r.method().matches(method) && r.path().matches(path)).count();
    if (actual != times) {
      untruths.add("%s %s came %s times, not %s".formatted(method, path, actual, times));
    }
    return this;
  }

  /** Expects that this text, such as a secret, is in no address and in no header. */
  public RequestCheck expectNowhere(String text) {
    for (LoggedRequest request : requests) {
      StringBuilder all = new StringBuilder(request.path()).append('\n').append(request.query());
      request.headers().forEach((name, value) -> all.append('\n').append(value));
      if (all.indexOf(text) >= 0) {
        untruths.add("'" + text + "' came with " + request.line());
      }
    }
    return this;
  }

  /**
   * Ends the list of expectations.
   *
   * @throws AssertionError that says what is not as expected, and which requests came
   */
  public void verify() {
    if (!untruths.isEmpty()) {
      throw new AssertionError(
          String.join("\n", untruths)
              + "\nthese came:\n"
              + requests.stream().map(LoggedRequest::toString).collect(Collectors.joining("\n")));
    }
  }
}
