package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Docker's {@code config.json} or containers' {@code auth.json}; all that we don't know is kept as
 * it is and where it is.
 *
 * @param source for messages
 */
record DockerConfig(String source, JsonObject json) {
  private static final String AUTHS = "auths";

  /** The longest namespace first, then Docker's own form of the key, then the order of the file. */
  private static final Comparator<RegistryKey> BEST_FIRST =
      (one, other) -> {
        int longest = Integer.compare(other.namespace().length(), one.namespace().length());
        return longest != 0 ? longest : Boolean.compare(other.isCanonical(), one.isCanonical());
      };

  /** Blank text is a configuration without anything. */
  static DockerConfig parse(String source, byte[] utf8) throws CredentialException {
    for (byte b : utf8) {
      if (!Character.isWhitespace(b)) {
        return new DockerConfig(source, CredentialJson.parse(source, utf8));
      }
    }
    return empty(source);
  }

  static DockerConfig empty(String source) {
    return new DockerConfig(source, JsonValue.EMPTY_JSON_OBJECT);
  }

  /**
   * The suffix of the helper program that keeps this registry's credentials: that of {@code
   * credHelpers}, where an empty one means none, else {@code credsStore}.
   */
  Optional<String> helper(String registry) throws CredentialException {
    JsonObject helpers = object("credHelpers");
    List<RegistryKey> keys = keys(helpers, key -> key.isAllOf(registry));
    JsonValue name =
        keys.isEmpty()
            ? json.getOrDefault("credsStore", JsonValue.NULL)
            : helpers.getOrDefault(keys.get(0).key(), JsonValue.NULL);
    if (name.equals(JsonValue.NULL)) {
      return Optional.empty();
    }
    if (name instanceof JsonString text) {
      return Optional.of(text.getString()).filter(suffix -> !suffix.isEmpty());
    }
    throw new CredentialException(
        "%s: the credential helper of %s is not a JSON string".formatted(source, registry));
  }

  /** What stands in the file itself. */
  Optional<Credential> find(CredentialRequest request) throws CredentialException {
    JsonObject auths = object(AUTHS);
    for (RegistryKey key : keys(auths, k -> k.covers(request))) {
      Optional<Credential> credential =
          AuthEntry.read(
              "%s: auths['%s']".formatted(source, key.key()),
              auths.getOrDefault(key.key(), JsonValue.NULL));
      if (credential.isPresent()) {
        return credential;
      }
    }
    return Optional.empty();
  }

  /** With the credential in the file itself. */
  DockerConfig with(String registry, Credential credential) throws CredentialException {
    JsonObject auths = object(AUTHS);
    String key = RegistryKey.canonical(registry);
    JsonObject old =
        auths.get(key) instanceof JsonObject entry ? entry : JsonValue.EMPTY_JSON_OBJECT;
    return withAuths(set(auths, key, AuthEntry.write(old, credential)));
  }

  /** Returns a copy without the entries for the registry; entries for its namespaces stay. */
  DockerConfig without(String registry) throws CredentialException {
    JsonObject auths = object(AUTHS);
    List<RegistryKey> gone = keys(auths, key -> key.isAllOf(registry));
    if (gone.isEmpty()) {
      return this;
    }
    JsonObjectBuilder left = CredentialJson.factory().createObjectBuilder(auths);
    gone.forEach(key -> left.remove(key.key()));
    return withAuths(left.build());
  }

  private DockerConfig withAuths(JsonObject auths) {
    return new DockerConfig(source, set(json, AUTHS, auths));
  }

  /** A known name keeps its place, a new one goes to the end. */
  private static JsonObject set(JsonObject object, String name, JsonObject value) {
    return CredentialJson.factory().createObjectBuilder(object).add(name, value).build();
  }

  private static List<RegistryKey> keys(JsonObject object, Predicate<RegistryKey> wanted) {
    return object.keySet().stream().map(RegistryKey::of).filter(wanted).sorted(BEST_FIRST).toList();
  }

  private JsonObject object(String name) throws CredentialException {
    JsonValue value = json.getOrDefault(name, JsonValue.NULL);
    if (value.equals(JsonValue.NULL)) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new CredentialException("%s: %s is not a JSON object".formatted(source, name));
  }
}
