package io.oras.trust;

import io.oras.api.error.ConfigurationException;
import io.oras.api.error.InvalidReferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One requirement of a policy (containers-policy.json.5, "POLICY REQUIREMENTS"). */
sealed interface Requirement {
  /** Holds for everything. */
  record Accept() implements Requirement {}

  /**
   * Holds for nothing.
   *
   * @param reason for messages
   */
  record Reject(String reason) implements Requirement {}

  /**
   * Holds for what one of the keys has signed.
   *
   * @param keys which are loaded when an artifact is checked; all of them must load
   * @param logKeys of transparency logs, as {@code keys}
   */
  record Signed(List<KeySource> keys, List<KeySource> logKeys, SignedIdentity identity)
      implements Requirement {
    KeyVerifier verifier(boolean bundlesWithoutIdentity) throws IOException {
      return KeyVerifier.builder(load(keys))
          .identity(identity)
          .logKeys(load(logKeys))
          .acceptBundlesWithoutIdentity(bundlesWithoutIdentity)
          .build();
    }

    private static List<TrustedKey> load(List<KeySource> sources) throws IOException {
      List<TrustedKey> keys = new ArrayList<>();
      for (KeySource source : sources) {
        keys.add(source.load());
      }
      return keys;
    }
  }

  /**
   * A key in a file or in the policy.
   *
   * @param key of the policy, for messages
   * @param path of the file; null if the policy has the PEM text
   */
  record KeySource(String key, @Nullable Path path, String pem) {
    TrustedKey load() throws IOException {
      if (path != null) {
        return TrustedKey.read(path);
      }
      try {
        return TrustedKey.parse(key, pem);
      } catch (InvalidDocumentException e) {
        throw new ConfigurationException("the policy", key, e.text(), e);
      }
    }
  }

  /** Reads the list of requirements of a scope. */
  static List<Requirement> list(JsonNode list) throws InvalidDocumentException {
    List<Requirement> requirements = new ArrayList<>();
    for (JsonNode element : list.elements()) {
      requirements.add(parse(element));
    }
    if (requirements.isEmpty()) {
      throw new InvalidDocumentException(list.key(), "has no requirements");
    }
    return requirements;
  }

  private static Requirement parse(JsonNode node) throws InvalidDocumentException {
    String type = node.get("type").text();
    return switch (type) {
      case "insecureAcceptAnything" -> plain(node, new Accept());
      case "reject" -> plain(node, new Reject("the policy rejects it"));
      case "signedBy" -> signedBy(node);
      case "signedBaseLayer" -> signedBaseLayer(node);
      case "sigstoreSigned" -> sigstoreSigned(node);
      default ->
          throw new InvalidDocumentException(node.key() + ".type", "'" + type + "' is unknown");
    };
  }

  private static <T> T plain(JsonNode node, T value) throws InvalidDocumentException {
    node.only("type");
    return value;
  }

  private static Requirement signedBaseLayer(JsonNode node) throws InvalidDocumentException {
    identity(node.only("type", "baseLayerIdentity").get("baseLayerIdentity"));
    return new Reject("GPG signatures are not supported (signedBaseLayer)");
  }

  private static Requirement signedBy(JsonNode node) throws InvalidDocumentException {
    node.only("type", "keyType", "keyPath", "keyPaths", "keyData", "signedIdentity");
    if (!List.of("GPGKeys", "signedByGPGKeys", "X509Certificates", "signedByX509CAs")
        .contains(node.get("keyType").text())) {
      throw new InvalidDocumentException(node.key() + ".keyType", "is unknown");
    }
    one(node, "keyPath", "keyPaths", "keyData");
    keys(node, "key");
    identityOf(node);
    return new Reject("GPG signatures are not supported (signedBy)");
  }

  private static Requirement sigstoreSigned(JsonNode node) throws InvalidDocumentException {
    node.only(
        "type",
        "keyPath",
        "keyPaths",
        "keyData",
        "keyDatas",
        "fulcio",
        "pki",
        "rekorPublicKeyPath",
        "rekorPublicKeyPaths",
        "rekorPublicKeyData",
        "rekorPublicKeyDatas",
        "signedIdentity");
    one(node, "keyPath", "keyPaths", "keyData", "keyDatas", "fulcio", "pki");
    List<KeySource> logKeys = keys(node, "rekorPublicKey");
    SignedIdentity identity = identityOf(node);
    if (node.has("fulcio")) {
      fulcio(node.get("fulcio"));
      if (logKeys.isEmpty()) {
        throw new InvalidDocumentException(node.key(), "has fulcio without a Rekor key");
      }
      return new Reject(
          "fulcio cannot be checked, since the policy has no key of a certificate log; use"
              + " KeylessVerifier of oras-trust-sigstore with an issuer, a subject and a"
              + " trusted_root.json");
    }
    if (node.has("pki")) {
      pki(node.get("pki"));
      if (!logKeys.isEmpty()) {
        throw new InvalidDocumentException(node.key(), "has pki with a Rekor key");
      }
      return new Reject("certificates of a PKI are not supported");
    }
    return new Signed(keys(node, "key"), logKeys, identity);
  }

  private static void fulcio(JsonNode node) throws InvalidDocumentException {
    node.only("caPath", "caData", "oidcIssuer", "subjectEmail");
    one(node, "caPath", "caData");
    node.get("oidcIssuer").text();
    node.get("subjectEmail").text();
  }

  private static void pki(JsonNode node) throws InvalidDocumentException {
    node.only(
        "caRootsPath",
        "caRootsData",
        "caIntermediatesPath",
        "caIntermediatesData",
        "subjectEmail",
        "subjectHostname");
    one(node, "caRootsPath", "caRootsData");
  }

  /** Checks that exactly one of the fields is there. */
  private static void one(JsonNode node, String... names) throws InvalidDocumentException {
    int found = 0;
    for (String name : names) {
      found += node.has(name) ? 1 : 0;
    }
    if (found != 1) {
      throw new InvalidDocumentException(
          node.key(), "has %s of %s, expected one".formatted(found, String.join(", ", names)));
    }
  }

  /** Reads the keys of at most one of the four fields. */
  private static List<KeySource> keys(JsonNode node, String prefix)
      throws InvalidDocumentException {
    List<KeySource> keys = new ArrayList<>();
    int fields = 0;
    for (String kind : List.of("Path", "Paths", "Data", "Datas")) {
      if (!node.has(prefix + kind)) {
        continue;
      }
      fields++;
      JsonNode field = node.get(prefix + kind);
      List<JsonNode> values = kind.endsWith("s") ? field.elements() : List.of(field);
      if (values.isEmpty()) {
        throw new InvalidDocumentException(field.key(), "is empty");
      }
      for (JsonNode value : values) {
        keys.add(kind.startsWith("Path") ? path(value) : data(value));
      }
    }
    if (fields > 1) {
      throw new InvalidDocumentException(node.key(), "has several of " + prefix + "Path, …");
    }
    return keys;
  }

  private static KeySource path(JsonNode value) throws InvalidDocumentException {
    String text = value.text();
    if (text.isEmpty()) {
      throw new InvalidDocumentException(value.key(), "is empty");
    }
    return new KeySource(value.key(), SmallFile.path(text, value.key()), "");
  }

  private static KeySource data(JsonNode value) throws InvalidDocumentException {
    return new KeySource(value.key(), null, new String(value.bytes(), StandardCharsets.UTF_8));
  }

  private static SignedIdentity identityOf(JsonNode node) throws InvalidDocumentException {
    return node.has("signedIdentity")
        ? identity(node.get("signedIdentity"))
        : SignedIdentity.matchRepoDigestOrExact();
  }

  private static SignedIdentity identity(JsonNode node) throws InvalidDocumentException {
    String type = node.get("type").text();
    try {
      return switch (type) {
        case "matchExact" -> plain(node, SignedIdentity.matchExact());
        case "matchRepoDigestOrExact" -> plain(node, SignedIdentity.matchRepoDigestOrExact());
        case "matchRepository" -> plain(node, SignedIdentity.matchRepository());
        case "exactReference" ->
            SignedIdentity.exactReference(
                node.only("type", "dockerReference").get("dockerReference").text());
        case "exactRepository" ->
            SignedIdentity.exactRepository(
                node.only("type", "dockerRepository").get("dockerRepository").text());
        case "remapIdentity" -> {
          node.only("type", "prefix", "signedPrefix");
          yield SignedIdentity.remap(node.get("prefix").text(), node.get("signedPrefix").text());
        }
        default ->
            throw new InvalidDocumentException(node.key() + ".type", "'" + type + "' is unknown");
      };
    } catch (InvalidReferenceException e) {
      throw new InvalidDocumentException(node.key(), "is invalid: " + e.getMessage());
    }
  }
}
