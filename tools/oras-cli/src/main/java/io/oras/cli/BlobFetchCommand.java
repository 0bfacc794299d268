package io.oras.cli;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.io.InputStream;
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
    try (Status status =
            file == null
                ? StatusPrinter.ofWarnings(world.err())
                : status(world, Words.PULL, false);
        Oras oras = builder.listener(status).build();
        Repository repository = from.repository(oras)) {
      Digest digest = BlobTarget.digest(repository, from);
      if (output.toStandardOutput()) {
        try (InputStream content = repository.blobs().open(digest)) {
          world.out().bytes(content);
        }
        return;
      }
      found =
          file == null
              ? repository.blobs().resolve(digest)
              : repository.blobs().download(digest, file);
    }
    if (descriptor.descriptor()) {
      descriptor.print(world, found);
    }
  }
}
