package io.oras.auth.spi;

import io.oras.api.error.CredentialException;
import io.oras.api.spi.Environment;
import java.io.IOException;
import java.util.Optional;

/** A user and a password from two environment variables. */
final class EnvironmentCredentials implements CredentialProvider {
  private static final String USER = "ORAS_USER";
  private static final String PASSWORD = "ORAS_PASS";

  private final Environment environment;

  EnvironmentCredentials(Environment environment) {
    this.environment = environment;
  }

  @Override
  public CredentialProvider withEnvironment(Environment replacement) {
    return new EnvironmentCredentials(replacement);
  }

  /** {@inheritDoc} The variables name no registry. */
  @Override
  public CredentialProvider boundToRegistries() {
    return new NamedProvider(name(), request -> Optional.empty());
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    Optional<String> user = environment.variable(USER);
    Optional<String> password = environment.variable(PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      throw new CredentialException(
          "%s is set and %s is not: set both or none"
              .formatted(user.isPresent() ? USER : PASSWORD, user.isPresent() ? PASSWORD : USER));
    }
    return user.flatMap(name -> password.map(secret -> Credential.basic(name, secret)));
  }

  @Override
  public String name() {
    return "environment";
  }
}
