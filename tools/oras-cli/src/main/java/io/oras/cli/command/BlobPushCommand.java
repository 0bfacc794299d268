package io.oras.cli.command;

import io.oras.api.content.ContentSource;
import io.oras.api.error.AccessDeniedException;
import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.cli.flag.DescriptorFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.CommandEvents;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras blob push}. */
public final class BlobPushCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final Supplier<@Nullable Long> size =
      flags().number("provide the blob size (default -1)", "--size");
  private final Supplier<String> mediaType =
      flags()
          .text(
              "specify the returned media type in the descriptor if --descriptor is used"
                  + " (default \"application/vnd.oci.image.layer.v1.tar\")",
              MediaType.OCI_LAYER.value(),
              List.of("--media-type"));

  public BlobPushCommand() {
    super(
        "blob push",
        "<name>[@digest] <file>",
        Arity.exactly(2, "the destination to push to and the file to read blob content from"));
    declareNoTty();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    target.checkFile(arguments.get(1));
    TargetArgument to = target.parse(arguments.get(0), environment);
    if (to.tag() != null) {
      throw new UsageException(
          '"' + arguments.get(0) + "\": a blob has no tag",
          "Please specify a reference in the form of \"<name>\" or \"<name>@<digest>\"");
    }
    Source blob = source(environment, to, arguments.get(1));
    OrasBuilder builder = builder(environment);
    target.configure(builder, to, environment);
    boolean quiet = descriptor.descriptor();
    try (TransferStatus status = status(environment, StatusWords.PUSH, !quiet);
        Oras oras = builder.listener(status).build();
        Repository repository = to.repository(oras)) {
      if (exists(repository, blob.descriptor())) {
        status.on(CommandEvents.skipped(blob.descriptor(), Reason.EXISTS));
      } else {
        repository.blobs().push(blob.descriptor(), blob.content());
      }
    }
    if (quiet) {
      descriptor.print(environment, blob.descriptor());
      return;
    }
    environment.out().line("Pushed: " + to);
    environment.out().line("Digest: " + blob.descriptor().digest());
  }

  /** A registry may refuse to say whether a blob exists, and still accept the blob. */
  private static boolean exists(Repository repository, Descriptor blob) throws IOException {
    try {
      return repository.blobs().exists(blob.digest());
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  private record Source(Descriptor descriptor, ContentSource content) {}

  private Source source(CommandEnvironment environment, TargetArgument to, String file)
      throws IOException {
    MediaType type = MediaType.read(mediaType.get());
    Digest digest = to.name().digest().orElse(null);
    Long given = size.get();
    if (!file.equals("-")) {
      Path path = environment.inputFile(file);
      ContentSource content = ContentSource.ofFile(path);
      long actual = content.size();
      if (given != null && given != actual) {
        throw new UsageException(
            "input size %s does not match the actual content size %s".formatted(given, actual));
      }
      return new Source(
          digest == null ? content.describe(type) : Descriptor.of(type, digest, actual), content);
    }
    if (given == null) {
      throw new UsageException("`--size` must be provided if the blob is read from stdin");
    }
    if (digest == null) {
      throw new UsageException("content digest must be provided if it is read from stdin");
    }
    return new Source(Descriptor.of(type, digest, given), standardInput(environment.in(), given));
  }

  private static ContentSource standardInput(InputStream in, long size) {
    return new ContentSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() {
        return in;
      }

      @Override
      public boolean replayable() {
        return false;
      }
    };
  }
}
