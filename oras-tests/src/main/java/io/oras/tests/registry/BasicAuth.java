package io.oras.tests.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Basic authentication of one user. */
final class BasicAuth extends Auth {
  private final String expected;

  BasicAuth(String user, String password) {
    expected = header(user, password);
  }

  static String header(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  AccessFilter guard(ServerContext site) {
    return call ->
        call.header("Authorization").filter(expected::equals).isPresent()
            ? Optional.empty()
            : Optional.of(
                ServerResponse.unauthorized("user name and password are needed")
                    .with("WWW-Authenticate", "Basic realm=\"registry\", charset=\"UTF-8\""));
  }
}
