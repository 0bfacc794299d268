package io.oras.cli;

import io.oras.api.error.NotFoundException;
import io.oras.api.model.Descriptor;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.List;

/** {@code oras manifest delete}. */
final class ManifestDeleteCommand extends Subcommand {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withDistributionSpec();
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final Confirmation confirmation = new Confirmation(spec());

  ManifestDeleteCommand() {
    super(
        "manifest delete", "<name>{:<tag>|@<digest>}", Arity.exactly(1, "the manifest to delete"));
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    confirmation.check(descriptor);
    CliTarget from = target.parse(arguments.get(0), world);
    String reference = identifier(from);
    OrasBuilder builder = builder(world).listener(StatusPrinter.ofWarnings(world.err()));
    target.configure(builder, from, world);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      Descriptor found;
      try {
        found = repository.resolve(reference);
      } catch (NotFoundException e) {
        if (confirmation.force() && !descriptor.descriptor()) {
          world.out().line("Missing " + from.reference());
          return;
        }
        throw new UsageException(from.reference() + ": the specified manifest does not exist");
      }
      String question =
          "Are you sure you want to delete the manifest \"%s\" and all tags associated with it?"
              .formatted(found.digest());
      if (!confirmation.given(world, question)) {
        return;
      }
      repository.delete(found.digest().toString());
      if (descriptor.descriptor()) {
        descriptor.print(world, from.described(found));
      } else {
        world.out().line("Deleted " + from);
      }
    }
  }
}
