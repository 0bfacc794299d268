package io.oras.cli;

/** Where a blob is: a name that must have a digest. */
final class BlobTarget {
  private BlobTarget() {}

  static CliTarget parse(TargetFlags flags, String text, World world) {
    CliTarget target = flags.parse(text, world);
    if (target.name().digest() == null) {
      throw new UsageException(
          '"' + text + "\": a blob is known by its digest alone",
          "Please specify a reference in the form of \"<name>@<digest>\"");
    }
    return target;
  }
}
