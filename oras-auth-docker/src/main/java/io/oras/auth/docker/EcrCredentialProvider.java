package io.oras.auth.docker;

import com.google.auto.service.AutoService;
import io.oras.api.spi.Environment;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Credentials of Amazon ECR through {@code docker-credential-ecr-login}, also where no
 * configuration names that program. Asked only by its name, {@code ecr}, for it runs a program that
 * the user has not configured; other registries are none of its business.
 */
@AutoService(CredentialProvider.class)
public final class EcrCredentialProvider implements CredentialProvider {
  private static final String HELPER = "ecr-login";

  private static final Pattern ECR =
      Pattern.compile(
          "public\\.ecr\\.aws"
              + "|\\d{12}\\.dkr[.-]ecr(-fips)?\\.[a-z0-9-]+\\.(amazonaws\\.com(\\.cn)?|amazonaws\\.eu|on\\.aws)");

  private final CredentialHelpers helpers;

  /** Creates a provider that finds the helper program by this process's environment. */
  public EcrCredentialProvider() {
    this(new CredentialHelpers(Environment.ofProcess()));
  }

  EcrCredentialProvider(CredentialHelpers helpers) {
    this.helpers = helpers;
  }

  @Override
  public String name() {
    return "ecr";
  }

  @Override
  public CredentialProvider withEnvironment(Environment environment) {
    return new EcrCredentialProvider(new CredentialHelpers(environment));
  }

  @Override
  public boolean automatic() {
    return false;
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    return ECR.matcher(request.registry()).matches()
        ? helpers.get(HELPER, request.registry())
        : Optional.empty();
  }
}
