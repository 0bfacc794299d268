package io.oras.core.http;

import io.oras.api.error.RegistryResponse;
import io.oras.api.reference.RegistryNames;
import io.oras.api.transport.TransportResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What to do about an answer, where that is known. */
final class Hints {
  private Hints() {}

  static @Nullable String of(
      RegistryRequest request,
      TransportResponse response,
      RegistryResponse answer,
      int... expected) {
    int status = answer.status();
    if (status >= 400 && status <= 404 && isOfficialImage(request)) {
      return "docker.io/NAME means docker.io/library/NAME; use docker.io/USER/NAME for your own repository";
    }
    if (response instanceof BufferedResponse refusal && refusal.hint() != null) {
      return refusal.hint();
    }
    if (status == 413) {
      return "the registry or a proxy limits the size of requests; upload in smaller chunks";
    }
    if (status == 400 && answer.body().contains("HTTP request to an HTTPS server")) {
      return "the registry uses HTTPS; turn off plain HTTP, which is the default for loopback addresses";
    }
    if (status < 400 && expected.length > 0) {
      return "expected " + Arrays.toString(expected) + ", as from a registry; check the address";
    }
    return null;
  }

  private static boolean isOfficialImage(RegistryRequest request) {
    return RegistryNames.isDockerHub(request.registry())
        && request.uri().getRawPath().startsWith("/v2/library/");
  }
}
