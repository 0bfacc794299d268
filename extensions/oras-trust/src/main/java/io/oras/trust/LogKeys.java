package io.oras.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of transparency logs (Rekor) that must have recorded a signature; without keys no log is
 * asked for. The log's promise is checked (Signed Entry Timestamp), no log is contacted.
 */
record LogKeys(List<TrustedKey> keys) {
  LogKeys {
    keys = List.copyOf(keys);
  }

  static LogKeys none() {
    return new LogKeys(List.of());
  }

  /** Fails if logs are asked for: the entries of bundles are not checked. */
  void refuseBundles() throws InvalidDocumentException {
    if (!keys.isEmpty()) {
      throw new InvalidDocumentException(
          "", "is a bundle, whose entry in a transparency log cannot be checked with a Rekor key");
    }
  }

  /**
   * Checks that a log has recorded the signature.
   *
   * @param entry the annotation with the promise of the log; null if there is none
   */
  void require(@Nullable String entry, byte[] payload, byte[] signature, TrustedKey key)
      throws InvalidDocumentException {
    if (keys.isEmpty()) {
      return;
    }
    if (entry == null) {
      throw new InvalidDocumentException("", "has no entry in a transparency log");
    }
    JsonNode bundle = JsonNode.parse(entry.getBytes(StandardCharsets.UTF_8));
    JsonNode recorded = bundle.get("Payload");
    byte[] promise = bundle.get("SignedEntryTimestamp").bytes();
    byte[] canonical = canonical(recorded).getBytes(StandardCharsets.UTF_8);
    if (keys.stream().noneMatch(log -> log.verifies(canonical, promise))) {
      throw new InvalidDocumentException("", "has a log entry that no trusted log has signed");
    }
    requireSame(JsonNode.parse(recorded.get("body").bytes()), payload, signature, key);
  }

  /** RFC 8785: the names in order, no white space; the values need no escapes. */
  private static String canonical(JsonNode recorded) throws InvalidDocumentException {
    String body = recorded.get("body").text();
    String logId = recorded.get("logID").text();
    if (!(body + logId).matches("[A-Za-z0-9+/=_-]*")) {
      throw new InvalidDocumentException("", "has a log entry that is not encoded");
    }
    return "{\"body\":\"%s\",\"integratedTime\":%s,\"logID\":\"%s\",\"logIndex\":%s}"
        .formatted(
            body,
            recorded.get("integratedTime").integer(),
            logId,
            recorded.get("logIndex").integer());
  }

  private static void requireSame(JsonNode body, byte[] payload, byte[] signature, TrustedKey key)
      throws InvalidDocumentException {
    JsonNode spec = body.get("spec");
    JsonNode hash = spec.get("data").get("hash");
    JsonNode recorded = spec.get("signature");
    String pem =
        new String(recorded.get("publicKey").get("content").bytes(), StandardCharsets.UTF_8);
    boolean same =
        body.get("kind").text().equals("hashedrekord")
            && body.get("apiVersion").text().equals("0.0.1")
            && hash.get("algorithm").text().equals("sha256")
            && hash.get("value").text().equals(sha256(payload))
            && Arrays.equals(recorded.get("content").bytes(), signature)
            && TrustedKey.parse("log entry", pem).key().equals(key.key());
    if (!same) {
      throw new InvalidDocumentException("", "has the log entry of another signature");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
