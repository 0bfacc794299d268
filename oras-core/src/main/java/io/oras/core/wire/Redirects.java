package io.oras.core.wire;

import io.oras.api.error.OrasException;
import io.oras.api.error.TransportException;
import io.oras.api.transport.Headers;
import io.oras.api.transport.Origin;
import io.oras.api.transport.RequestBody;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import java.net.URI;
import java.util.Optional;

/** What a redirect asks for (RFC 9110 section 15.4), and what is refused whoever asks. */
public final class Redirects {
  private Redirects() {}

  /**
   * The request that follows an answer, with the headers of the first; whoever sends it decides
   * which of them stay behind. Empty when the answer is no redirect.
   *
   * @throws TransportException when it leads from https to http, to something that is no http URL,
   *     or needs a body again that can be sent only once
   */
  public static Optional<TransportRequest> next(
      TransportRequest request, TransportResponse response, SentSecrets secrets)
      throws OrasException {
    int status = response.status();
    boolean redirect = (status >= 301 && status <= 303) || status == 307 || status == 308;
    HeaderReader location = HeaderReader.of(response.headers(), "Location");
    if (!redirect || location.values().isEmpty()) {
      return Optional.empty();
    }
    URI target = target(request, location.text(), secrets);
    if ((status == 303 && !request.method().equals("HEAD"))
        || (status <= 302 && request.method().equals("POST"))) {
      Headers headers = request.headers();
      for (String name : new String[] {"Content-Type", "Content-Range", "Content-Encoding"}) {
        headers = headers.without(name);
      }
      return Optional.of(
          request.toBuilder()
              .method("GET")
              .uri(target)
              .headers(headers)
              .body(RequestBody.EMPTY)
              .build());
    }
    if (!request.body().replayable()) {
      throw refused(
          request,
          "redirects to " + secrets.url(target) + ", but the content can be sent only once",
          null);
    }
    return Optional.of(request.toBuilder().uri(target).build());
  }

  private static URI target(TransportRequest request, String location, SentSecrets secrets)
      throws TransportException {
    URI target;
    try {
      target = Urls.resolve(request.uri(), location);
    } catch (IllegalArgumentException e) {
      throw refused(request, "redirects to " + e.getMessage(), e);
    }
    if (request.origin().isSecure() && !target.getScheme().equalsIgnoreCase("https")) {
      throw refused(
          request,
          "redirects from https to " + secrets.url(target) + ", which would not be encrypted",
          null);
    }
    return target;
  }

  /** Returns how another origin differs: in its host, or in its scheme, its port or both. */
  public static String difference(Origin from, Origin to) {
    boolean samePort = to.port() == from.port() || (hasDefaultPort(to) && hasDefaultPort(from));
    String different;
    if (!to.host().equals(from.host())) {
      different = "host";
    } else if (to.scheme().equals(from.scheme())) {
      different = "port";
    } else {
      different = samePort ? "scheme" : "scheme and port";
    }
    return "another " + different + ", " + to;
  }

  private static boolean hasDefaultPort(Origin origin) {
    return origin.authority().equals(origin.host());
  }

  /** For a redirect that is not followed. */
  public static TransportException refused(
      TransportRequest request, String why, @org.jspecify.annotations.Nullable Throwable cause) {
    return new TransportException(
        TransportException.Kind.PERMANENT,
        request.method() + " " + Redaction.url(request.uri()) + " " + why,
        cause);
  }
}
