package io.oras.cli.command;

import io.oras.api.model.Digest;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.Optional;

/** Where a blob is: a name that has a digest or, in a layout, a tag. */
final class BlobArgument {
  private BlobArgument() {}

  static TargetArgument parse(
      TargetFlags flags, String text, CommandEnvironment environment, Command command) {
    TargetArgument target = flags.parse(text, environment);
    if (target.name().digest().isEmpty() && !(target.isLayout() && target.tag() != null)) {
      throw new UsageException(
          '"' + text + "\": no digest specified, and a blob has no other name",
          "Usage: " + command.usage(),
          "Please specify a reference in the form of \"<name>@<digest>\". Run \"oras "
              + command.name()
              + " -h\" for more options and examples");
    }
    return target;
  }

  /** The digest of the target, or that its tag stands for. */
  static Digest digest(Repository repository, TargetArgument target) throws IOException {
    Optional<Digest> given = target.name().digest();
    return given.isPresent()
        ? given.get()
        : repository.resolve(String.valueOf(target.tag())).digest();
  }
}
