package io.oras.cli.command;

import io.oras.api.reference.RegistryNames;
import io.oras.cli.terminal.CommandEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code oras logout}. */
public final class LogoutCommand extends Command {
  private final Supplier<List<String>> registryConfigs =
      flags().list("auth config path", "--registry-config");

  public LogoutCommand() {
    super("logout", "<registry>", Arity.exactly(1, "the registry you want to log out"));
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    String registry = RegistryNames.require(arguments.get(0));
    Path[] files = registryConfigs.get().stream().map(environment::resolve).toArray(Path[]::new);
    environment.credentialStore(files).erase(registry);
  }
}
