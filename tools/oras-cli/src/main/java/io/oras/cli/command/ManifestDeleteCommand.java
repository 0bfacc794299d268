package io.oras.cli.command;

import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.cli.flag.DescriptorFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.List;

/** {@code oras manifest delete}. */
public final class ManifestDeleteCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withDistributionSpec();
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final Confirmation confirmation = new Confirmation(spec());

  public ManifestDeleteCommand() {
    super(
        "manifest delete", "<name>{:<tag>|@<digest>}", Arity.exactly(1, "the manifest to delete"));
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    confirmation.check(descriptor);
    TargetArgument from = target.parse(arguments.get(0), environment);
    String reference = identifier(from);
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    target.configure(builder, from, environment);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      Descriptor found;
      try {
        found = repository.resolve(reference);
      } catch (NotFoundException e) {
        if (confirmation.force() && !descriptor.descriptor()) {
          environment.out().line("Missing " + from.reference());
          return;
        }
        throw new UsageException(from.reference() + ": the specified manifest does not exist");
      }
      String question =
          "Are you sure you want to delete the manifest \"%s\" and all tags associated with it?"
              .formatted(found.digest());
      if (!confirmation.given(environment, question)) {
        return;
      }
      repository.delete(found.digest().toString());
      if (descriptor.descriptor()) {
        descriptor.print(environment, from.described(found));
      } else {
        environment.out().line("Deleted " + from);
      }
    }
  }
}
