package io.oras.cli.command;

import io.oras.api.model.Descriptor;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras resolve}. */
public final class ResolveCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withShortNames();
  private final Supplier<Boolean> full =
      flags().toggle("print the full artifact reference with digest", "-l", "--full-reference");
  private final Supplier<@Nullable String> platform =
      flags()
          .text("request platform in the form of `os[/arch][/variant][:os_version]`", "--platform");

  public ResolveCommand() {
    super(
        "resolve",
        "<name>{:<tag>|@<digest>}",
        Arity.exactly(1, "the target artifact reference to resolve"));
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument from = target.parseSource(arguments.get(0), environment);
    String reference = identifier(from);
    doing("failed to resolve digest");
    OrasBuilder builder = builder(environment);
    target.configure(builder, from, environment);
    Descriptor descriptor;
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      descriptor = repository.resolve(reference, forPlatform(platform.get()));
    }
    environment.out().line((full.get() ? from.path() + "@" : "") + descriptor.digest());
  }
}
