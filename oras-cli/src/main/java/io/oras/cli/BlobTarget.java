package io.oras.cli;

/** Where a blob is: a name that must have a digest. */
final class BlobTarget {
  private BlobTarget() {}

  static CliTarget parse(TargetFlags flags, String text, World world, Subcommand command) {
    CliTarget target = flags.parse(text, world);
    if (target.name().digest() == null) {
      throw new UsageException(
          '"' + text + "\": no digest specified, and a blob is known by nothing else",
          "Usage: " + command.usage(),
          "Please specify a reference in the form of \"<name>@<digest>\". Run \"oras "
              + command.name()
              + " -h\" for more options and examples");
    }
    return target;
  }
}
