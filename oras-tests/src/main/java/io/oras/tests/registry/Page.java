package io.oras.tests.registry;

import io.oras.tests.registry.storage.RegistryProblem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A page of a sorted list (distribution-spec v1.1.1, "Listing Tags").
 *
 * @param entries those of this page
 * @param next the query of the next page, if there is one
 */
record Page(List<String> entries, Optional<String> next) {
  private static final int STRICT_LIMIT = 1000;

  /** Returns the page that the request asks for by {@code n} and {@code last}. */
  static Page of(ServerRequest call, Collection<String> sorted, RegistryOptions settings)
      throws RegistryProblem {
    int asked = call.count("n").orElse(settings.pageSize());
    if (asked > STRICT_LIMIT && settings.has(RegistryQuirk.STRICT_PAGE_SIZE)) {
      throw new RegistryProblem(
          400, "UNSUPPORTED", "n is at most " + STRICT_LIMIT + ", got " + asked);
    }
    int n = Math.min(settings.pageSize(), asked);
    String last = call.parameter("last").orElse("");
    List<String> rest = sorted.stream().filter(entry -> entry.compareTo(last) > 0).toList();
    List<String> entries = rest.subList(0, Math.min(n, rest.size()));
    boolean more = !entries.isEmpty() && entries.size() < rest.size();
    return new Page(
        entries,
        more
            ? Optional.of("n=" + n + "&last=" + encode(entries.get(entries.size() - 1)))
            : Optional.empty());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the answer with a {@code Link} (RFC 8288) to the next page. */
  ServerResponse link(ServerResponse answer, String path, String query) {
    return next.map(n -> answer.with("Link", "<" + path + "?" + n + query + ">; rel=\"next\""))
        .orElse(answer);
  }
}
