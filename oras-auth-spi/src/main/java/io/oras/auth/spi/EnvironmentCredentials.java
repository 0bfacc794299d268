package io.oras.auth.spi;

import io.oras.api.error.CredentialException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A user and a password from two environment variables. */
final class EnvironmentCredentials implements CredentialProvider {
  private static final String USER = "ORAS_USER";
  private static final String PASSWORD = "ORAS_PASS";

  private final Function<String, @Nullable String> variables;

  EnvironmentCredentials(Function<String, @Nullable String> variables) {
    this.variables = variables;
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    Optional<String> user = variable(USER);
    Optional<String> password = variable(PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      throw new CredentialException(
          "%s is set and %s is not: set both or none"
              .formatted(user.isPresent() ? USER : PASSWORD, user.isPresent() ? PASSWORD : USER));
    }
    return user.flatMap(name -> password.map(secret -> Credential.basic(name, secret)));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isEmpty());
  }

  @Override
  public String name() {
    return "environment";
  }
}
