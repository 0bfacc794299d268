package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.IdentityToken;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The protocol of {@code docker-credential-NAME}: a verb as argument, the server or a JSON object
 * on standard input, a JSON object or the text of an error on standard output
 * (github.com/docker/docker-credential-helpers).
 *
 * @param limit for one run; generous, for a helper may ask the user to unlock a key ring
 */
record CredentialHelper(Path program, Duration limit) {
  private static final String NOT_FOUND = "credentials not found in native keychain";
  private static final int MAX_MESSAGE = 512;

  /** What the helper knows. */
  Optional<Credential> get(String server) throws IOException {
    HelperProcess.Result result = run("get", server);
    if (result.exit() == 0) {
      return parse(result.out());
    }
    if (isNotFound(result)) {
      return Optional.empty();
    }
    throw failure("get", server, result, "");
  }

  /** Gives the helper a credential to keep. */
  void store(String server, Credential credential) throws IOException {
    String user;
    String secret;
    if (credential instanceof BasicCredential basic) {
      user = basic.user();
      secret = basic.password();
    } else if (credential instanceof IdentityToken identity) {
      user = AuthEntry.TOKEN_USER;
      secret = identity.token();
    } else {
      throw new CredentialException(
          "the credential helper %s stores only passwords and identity tokens, not a %s"
              .formatted(program.getFileName(), credential));
    }
    JsonObject input =
        CredentialJson.factory()
            .createObjectBuilder()
            .add("ServerURL", server)
            .add("Username", user)
            .add("Secret", secret)
            .build();
    HelperProcess.Result result = run("store", input.toString());
    if (result.exit() != 0) {
      throw failure("store", server, result, secret);
    }
  }

  /** Lets the helper forget; false when it says that it knew nothing. */
  boolean erase(String server) throws IOException {
    HelperProcess.Result result = run("erase", server);
    if (result.exit() != 0 && !isNotFound(result)) {
      throw failure("erase", server, result, "");
    }
    return result.exit() == 0;
  }

  private HelperProcess.Result run(String verb, String input) throws IOException {
    return HelperProcess.run(program, verb, input.getBytes(StandardCharsets.UTF_8), limit);
  }

  Optional<Credential> parse(byte[] out) throws CredentialException {
    JsonObject json = CredentialJson.parse("the output of " + program.getFileName() + " get", out);
    if (!(json.get("Username") instanceof JsonString user)
        || !(json.get("Secret") instanceof JsonString secret)) {
      throw new CredentialException(
          "%s get printed JSON without the strings Username and Secret"
              .formatted(program.getFileName()));
    }
    return secret.getString().isEmpty()
        ? Optional.empty()
        : Optional.of(AuthEntry.of(user.getString(), secret.getString()));
  }

  private static boolean isNotFound(HelperProcess.Result result) {
    return result.message().toLowerCase(Locale.ROOT).contains(NOT_FOUND);
  }

  /** What looks like JSON, or repeats the secret, is not quoted (S). */
  private CredentialException failure(
      String verb, String server, HelperProcess.Result result, String secret) {
    String message = result.message();
    if (message.indexOf('{') >= 0 || (!secret.isEmpty() && message.contains(secret))) {
      message = "(%s characters, not shown: they may hold a secret)".formatted(message.length());
    } else if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE) + "...";
    }
    return new CredentialException(
        "%s %s for %s failed with exit status %s: %s"
            .formatted(
                program.getFileName(),
                verb,
                server,
                result.exit(),
                message.isEmpty() ? "no message" : message.replaceAll("\\p{Cntrl}+", " ")));
  }
}
