package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.IdentityToken;
import io.oras.auth.spi.RegistryToken;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * An entry of {@code auths}: {@code registrytoken}, {@code identitytoken}, {@code auth} (base64 of
 * user, colon, password), {@code username} with {@code password}; the first that is there counts.
 *
 * @param source for messages
 */
record AuthEntry(String source, JsonObject json) {
  /** In the place of a user's name it says that the password is an identity token. */
  static final String TOKEN_USER = "<token>";

  private static final List<String> FIELDS =
      List.of("registrytoken", "identitytoken", "auth", "username", "password");

  /** Empty where there is null or an object without a secret, as beside a credential helper. */
  static Optional<Credential> read(String source, JsonValue value) throws CredentialException {
    if (value.equals(JsonValue.NULL)) {
      return Optional.empty();
    }
    if (value instanceof JsonObject object) {
      return new AuthEntry(source, object).credential();
    }
    throw new CredentialException(source + " is not a JSON object");
  }

  /** The entry with this credential in the place of another; other fields stay. */
  static JsonObject write(JsonObject old, Credential credential) throws CredentialException {
    JsonObjectBuilder entry = CredentialJson.factory().createObjectBuilder();
    if (credential instanceof BasicCredential basic) {
      entry.add("auth", encode(basic));
    } else if (credential instanceof IdentityToken identity) {
      entry.add("identitytoken", identity.token());
    } else if (credential instanceof RegistryToken token) {
      entry.add("registrytoken", token.token());
    }
    old.forEach(
        (field, value) -> {
          if (!FIELDS.contains(field)) {
            entry.add(field, value);
          }
        });
    return entry.build();
  }

  /** A user with this secret, or an identity token when the user is {@link #TOKEN_USER}. */
  static Credential of(String user, String secret) {
    return user.equals(TOKEN_USER)
        ? Credential.identityToken(secret)
        : Credential.basic(user, secret);
  }

  private Optional<Credential> credential() throws CredentialException {
    String registryToken = text("registrytoken");
    String identityToken = text("identitytoken");
    String auth = text("auth");
    String user = text("username");
    if (!registryToken.isEmpty()) {
      return Optional.of(Credential.registryToken(registryToken));
    }
    if (!identityToken.isEmpty()) {
      return Optional.of(Credential.identityToken(identityToken));
    }
    if (!auth.isEmpty()) {
      return Optional.of(decode(auth));
    }
    return user.isEmpty() || text("password").isEmpty()
        ? Optional.empty()
        : Optional.of(of(user, text("password")));
  }

  private String text(String field) throws CredentialException {
    JsonValue value = json.getOrDefault(field, JsonValue.NULL);
    if (value instanceof JsonString string) {
      return string.getString();
    }
    if (value.equals(JsonValue.NULL)) {
      return "";
    }
    throw new CredentialException("%s.%s is not a JSON string".formatted(source, field));
  }

  private Credential decode(String auth) throws CredentialException {
    String pair;
    try {
      pair =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getDecoder().decode(joined(auth))))
              .toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      // Without its cause, which quotes characters of the secret.
      throw notAPair();
    }
    int colon = pair.indexOf(':');
    if (colon <= 0) {
      throw notAPair();
    }
    // Old versions of docker pad the password with NUL.
    String password = RegistryKey.withoutTrailing('\0', pair.substring(colon + 1));
    return of(pair.substring(0, colon), password);
  }

  /** Programs that wrap base64 at 76 characters wrote such entries, and docker reads them. */
  private static String joined(String base64) {
    return base64.replaceAll("[\r\n]", "").strip();
  }

  private CredentialException notAPair() {
    return new CredentialException(
        source + ".auth is not the base64 of USER:PASSWORD; log in to this registry again");
  }

  private static String encode(BasicCredential basic) throws CredentialException {
    if (basic.user().indexOf(':') >= 0) {
      throw new CredentialException(
          "the user name '%s' contains a colon, which a configuration file cannot store; use a credential helper"
              .formatted(basic.user()));
    }
    return Base64.getEncoder()
        .encodeToString((basic.user() + ':' + basic.password()).getBytes(StandardCharsets.UTF_8));
  }
}
