package io.oras.core.auth;

import io.oras.auth.spi.BasicCredential;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code Authorization: Basic} in UTF-8 (RFC 7617). */
final class BasicHeader {
  private BasicHeader() {}

  static String of(BasicCredential credential) {
    byte[] pair =
        (credential.user() + ":" + credential.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
