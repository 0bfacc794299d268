package io.oras.cli.command;

import io.oras.api.reference.RegistryNames;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialStore;
import io.oras.cli.flag.RemoteFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.cli.terminal.VisibleSecretException;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code oras login}: verifies the credential with the registry, then keeps it. */
public final class LoginCommand extends Command {
  private final RemoteFlags remote = new RemoteFlags(spec(), "", "");

  public LoginCommand() {
    super("login", "<registry>", Arity.exactly(1, "the registry to log in to"));
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    String registry = RegistryNames.require(arguments.get(0));
    Credential credential = remote.credential(environment);
    if (credential == null
        || (credential instanceof BasicCredential basic && basic.password().isEmpty())) {
      credential = ask(environment);
    }
    OrasBuilder builder =
        builder(environment)
            .listener(StatusPrinter.ofWarnings(environment.err()))
            .installedCredentials(InstalledCredentials.none());
    remote.reach(builder, registry, environment);
    CredentialStore store = environment.credentialStore(remote.registryConfigs(environment));
    try (Oras oras = builder.build()) {
      oras.registry(registry).login(credential, store);
    }
    environment.out().line("Login Succeeded");
  }

  private Credential ask(CommandEnvironment environment) throws IOException {
    String user = remote.user();
    if (user == null) {
      user = environment.ask("Username: ");
    }
    return user == null || user.isBlank()
        ? Credential.identityToken(secret(environment, "Token"))
        : Credential.basic(user.strip(), secret(environment, "Password"));
  }

  private static String secret(CommandEnvironment environment, String what) throws IOException {
    try {
      String secret = environment.askSecret(what + ": ");
      if (secret == null || secret.isBlank()) {
        throw new UsageException(what.toLowerCase(Locale.ROOT) + " required");
      }
      return secret.strip();
    } catch (VisibleSecretException e) {
      throw new UsageException(
          String.valueOf(e.getMessage()),
          "Leave standard output alone, or use --password-stdin or --identity-token-stdin");
    }
  }
}
