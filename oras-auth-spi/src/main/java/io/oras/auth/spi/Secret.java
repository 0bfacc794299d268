package io.oras.auth.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Characters that are not printed. */
final class Secret {
  private final char[] value;

  Secret(char[] value) {
    this.value = value.clone();
  }

  String reveal() {
    return new String(value);
  }

  void destroy() {
    Arrays.fill(value, '\0');
  }

  String identity(String kind, String user) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((kind + "\0" + user + "\0").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest(reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-256", e);
    }
  }

  /** Returns a placeholder, never the secret. */
  @Override
  public String toString() {
    return "*****";
  }
}
