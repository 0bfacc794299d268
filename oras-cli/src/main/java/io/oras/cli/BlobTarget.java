package io.oras.cli;

import io.oras.api.reference.ArtifactName;
import io.oras.core.Oras;
import java.io.IOException;

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

  /** The name with the digest that it has, or that its tag stands for. */
  static ArtifactName exact(Oras oras, CliTarget target) throws IOException {
    return target.tag() == null
        ? target.name()
        : target.name().withDigest(oras.resolve(target.tagged(), null).digest());
  }
}
