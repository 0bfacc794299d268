package io.oras.cli;

import io.oras.api.model.Digest;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.Optional;

/** Where a blob is: a name that has a digest or, in a layout, a tag. */
final class BlobTarget {
  private BlobTarget() {}

  static CliTarget parse(TargetFlags flags, String text, World world, Subcommand command) {
    CliTarget target = flags.parse(text, world);
    if (target.name().digest().isEmpty() && !(target.isLayout() && target.tag() != null)) {
      throw new UsageException(
          '"' + text + "\": no digest specified, and a blob is known by nothing else",
          "Usage: " + command.usage(),
          "Please specify a reference in the form of \"<name>@<digest>\". Run \"oras "
              + command.name()
              + " -h\" for more options and examples");
    }
    return target;
  }

  /** The digest of the target, or that its tag stands for. */
  static Digest digest(Repository repository, CliTarget target) throws IOException {
    Optional<Digest> given = target.name().digest();
    return given.isPresent()
        ? given.get()
        : repository.resolve(String.valueOf(target.tag())).digest();
  }
}
