package io.oras.cli;

import io.oras.api.reference.RegistryNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code oras logout}. */
final class LogoutCommand extends Subcommand {
  private final Supplier<List<String>> registryConfigs =
      flags().list("auth config path", "--registry-config");

  LogoutCommand() {
    super("logout", "<registry>", Arity.exactly(1, "the registry you want to log out"));
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    String registry = RegistryNames.require(arguments.get(0));
    Path[] files = registryConfigs.get().stream().map(world::resolve).toArray(Path[]::new);
    world.credentialStore(files).erase(registry);
  }
}
