package io.oras.cli;

import io.oras.api.model.Digest;
import io.oras.api.reference.StoreName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The two ends of a backup: a repository with some of its tags, and a layout. */
final class BackupTarget {
  private static final int SHORT_LIST = 5;

  private BackupTarget() {}

  /** {@code registry/repository[:tag,…]}. */
  static CliTarget repository(String text) {
    CliTarget parsed = CliTarget.registry(text);
    Digest digest = parsed.name().digest();
    if (digest != null) {
      throw new UsageException("digest references are not supported: \"" + text + '"');
    }
    return parsed;
  }

  /** A layout in a folder, or in an archive when the name says so. */
  static boolean isArchive(Path path) {
    return Files.isRegularFile(path) || path.toString().toLowerCase(Locale.ROOT).endsWith(".tar");
  }

  static StoreName layout(Path path) {
    return StoreName.of(isArchive(path) ? "oci-archive" : "oci-layout", path);
  }

  /** {@code Found 2 tag(s) in PLACE: a, b}; many tags stand one a line. */
  static String found(List<String> tags, String place) {
    String start = "Found %s tag(s) in %s:".formatted(tags.size(), place);
    return tags.size() <= SHORT_LIST
        ? start + " " + String.join(", ", tags)
        : start + "\n" + String.join("\n", tags);
  }
}
