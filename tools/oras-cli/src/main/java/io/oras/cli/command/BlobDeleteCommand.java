package io.oras.cli.command;

import io.oras.api.content.Deleter;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
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

/** {@code oras blob delete}. */
public final class BlobDeleteCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final Confirmation confirmation = new Confirmation(spec());

  public BlobDeleteCommand() {
    super("blob delete", "<name>@<digest>", Arity.exactly(1, "the target blob to delete"));
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    confirmation.check(descriptor);
    TargetArgument from = BlobArgument.parse(target, arguments.get(0), environment, this);
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    target.configure(builder, from, environment);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      Descriptor found;
      try {
        found = repository.blobs().resolve(BlobArgument.digest(repository, from));
      } catch (NotFoundException e) {
        if (confirmation.force() && !descriptor.descriptor()) {
          environment.out().line("Missing " + from.reference());
          return;
        }
        throw new UsageException(from.reference() + ": the specified blob does not exist");
      }
      String question =
          "Are you sure you want to delete the blob \"%s\"?".formatted(found.digest());
      if (!confirmation.given(environment, question)) {
        return;
      }
      repository
          .capability(Deleter.class)
          .orElseThrow(() -> new UnsupportedException(from.name() + " does not support deletion"))
          .delete(found);
      if (descriptor.descriptor()) {
        descriptor.print(environment, found);
      } else {
        environment.out().line("Deleted " + from);
      }
    }
  }
}
