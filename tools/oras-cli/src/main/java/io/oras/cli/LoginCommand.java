package io.oras.cli;

import io.oras.api.reference.RegistryNames;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialStore;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.InstalledCredentials;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code oras login}: verifies the credential with the registry, then keeps it. */
final class LoginCommand extends Subcommand {
  private final RemoteFlags remote = new RemoteFlags(spec(), "", "");

  LoginCommand() {
    super("login", "<registry>", Arity.exactly(1, "the registry to log in to"));
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    String registry = RegistryNames.require(arguments.get(0));
    Credential credential = remote.credential(world);
    if (credential == null
        || (credential instanceof BasicCredential basic && basic.password().isEmpty())) {
      credential = ask(world);
    }
    OrasBuilder builder =
        builder(world)
            .listener(StatusPrinter.ofWarnings(world.err()))
            .installedCredentials(InstalledCredentials.none());
    remote.reach(builder, registry, world);
    CredentialStore store = world.credentialStore(remote.registryConfigs(world));
    try (Oras oras = builder.build()) {
      oras.registry(registry).login(credential, store);
    }
    world.out().line("Login Succeeded");
  }

  private Credential ask(World world) throws IOException {
    String user = remote.user();
    if (user == null) {
      user = world.ask("Username: ");
    }
    return user == null || user.isBlank()
        ? Credential.identityToken(secret(world, "Token"))
        : Credential.basic(user.strip(), secret(world, "Password"));
  }

  private static String secret(World world, String what) throws IOException {
    try {
      String secret = world.askSecret(what + ": ");
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
