package io.oras.cli.command;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.cli.flag.DescriptorFlags;
import io.oras.cli.flag.OutputFlag;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** {@code oras blob fetch}. */
public final class BlobFetchCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withShortNames();
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final OutputFlag output = new OutputFlag(spec(), "blob");

  public BlobFetchCommand() {
    super(
        "blob fetch",
        "{--output <file> | --descriptor} <name>@<digest>",
        Arity.exactly(1, "the target blob to fetch"));
    declareNoTty();
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    if (!output.given() && !descriptor.descriptor()) {
      throw new UsageException("either `--output` or `--descriptor` must be provided");
    }
    if (descriptor.descriptor() && output.toStandardOutput()) {
      throw new UsageException("`--output -` cannot be used with `--descriptor` at the same time");
    }
    TargetArgument from =
        BlobArgument.parse(target, arguments.get(0), environment, this).requireThere(environment);
    OrasBuilder builder = builder(environment);
    target.configure(builder, from, environment);
    Path file = output.file(environment);
    Descriptor found;
    // Bars are for files: standard output may be the same terminal.
    try (TransferStatus status =
            file == null
                ? StatusPrinter.ofWarnings(environment.err())
                : status(environment, StatusWords.PULL, false);
        Oras oras = builder.listener(status).build();
        Repository repository = from.repository(oras)) {
      Digest digest = BlobArgument.digest(repository, from);
      if (output.toStandardOutput()) {
        try (InputStream content = repository.blobs().open(digest)) {
          environment.out().bytes(content);
        }
        return;
      }
      found =
          file == null
              ? repository.blobs().resolve(digest)
              : repository.blobs().download(digest, file);
    }
    if (descriptor.descriptor()) {
      descriptor.print(environment, found);
    }
  }
}
