package io.oras.cli;

import io.oras.api.content.Deleter;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.List;

/** {@code oras blob delete}. */
final class BlobDeleteCommand extends Subcommand {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final Confirmation confirmation = new Confirmation(spec());

  BlobDeleteCommand() {
    super("blob delete", "<name>@<digest>", Arity.exactly(1, "the target blob to delete"));
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    confirmation.check(descriptor);
    CliTarget from = BlobTarget.parse(target, arguments.get(0), world, this);
    OrasBuilder builder = builder(world).listener(StatusPrinter.ofWarnings(world.err()));
    target.configure(builder, from, world);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      Descriptor found;
      try {
        found = repository.blobs().resolve(BlobTarget.digest(repository, from));
      } catch (NotFoundException e) {
        if (confirmation.force() && !descriptor.descriptor()) {
          world.out().line("Missing " + from.reference());
          return;
        }
        throw new UsageException(from.reference() + ": the specified blob does not exist");
      }
      String question =
          "Are you sure you want to delete the blob \"%s\"?".formatted(found.digest());
      if (!confirmation.given(world, question)) {
        return;
      }
      repository
          .capability(Deleter.class)
          .orElseThrow(() -> new UnsupportedException(from.name() + " deletes nothing"))
          .delete(found);
      if (descriptor.descriptor()) {
        descriptor.print(world, found);
      } else {
        world.out().line("Deleted " + from);
      }
    }
  }
}
