package io.oras.cli;

import io.oras.api.model.Descriptor;
import io.oras.api.reference.ArtifactName;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code oras blob fetch}. */
final class BlobFetchCommand extends Subcommand {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final OutputFlag output = new OutputFlag(spec(), "blob");

  BlobFetchCommand() {
    super(
        "blob fetch",
        "{--output <file> | --descriptor} <name>@<digest>",
        Arity.exactly(1, "the target blob to fetch"));
    declareNoTty();
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    if (!output.given() && !descriptor.descriptor()) {
      throw new UsageException("either `--output` or `--descriptor` must be provided");
    }
    if (descriptor.descriptor() && output.toStandardOutput()) {
      throw new UsageException("`--output -` cannot be used with `--descriptor` at the same time");
    }
    CliTarget from = BlobTarget.parse(target, arguments.get(0), world, this).requireThere(world);
    OrasBuilder builder = builder(world);
    target.configure(builder, from, world);
    Path file = output.file(world);
    Descriptor found;
    // Bars are for files: standard output may be the same terminal.
    try (Status status = file == null ? Warnings.to(world) : status(world, Words.PULL, false);
        Oras oras = builder.listener(status).build()) {
      ArtifactName name = BlobTarget.exact(oras, from);
      if (file != null) {
        found = oras.blobs().download(name, file);
      } else if (output.toStandardOutput()) {
        found = oras.blobs().fetch(name, (blob, content) -> world.out().bytes(content));
      } else {
        found = oras.blobs().resolve(name);
      }
    }
    if (descriptor.descriptor()) {
      descriptor.print(world, found);
    }
  }
}
