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
import org.jspecify.annotations.Nullable;

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
            .listener(Warnings.to(world))
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
    if (user == null || user.isBlank()) {
      return Credential.identityToken(require(world.askSecret("Token: "), "token"));
    }
    return Credential.basic(user.strip(), require(world.askSecret("Password: "), "password"));
  }

  private static String require(@Nullable String secret, String what) {
    if (secret == null || secret.isBlank()) {
      throw new UsageException(what + " required");
    }
    return secret.strip();
  }
}
