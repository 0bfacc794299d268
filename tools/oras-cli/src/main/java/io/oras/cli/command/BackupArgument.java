package io.oras.cli.command;

import io.oras.api.reference.Reference;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.Printer;
import io.oras.core.Oras;
import io.oras.core.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The two ends of a backup: a repository with some of its tags, and a layout. */
final class BackupArgument {
  private static final int SHORT_LIST = 5;

  private BackupArgument() {}

  /** {@code registry/repository[:tag,…]}. */
  static TargetArgument repository(String text) {
    if (text.indexOf('@') >= 0) {
      throw new UsageException("digest references are not supported: \"" + text + '"');
    }
    List<String> parts = List.of(text.split(",", -1));
    TargetArgument first = TargetArgument.registry(parts.get(0));
    if (parts.contains("") || (first.tag() == null && parts.size() > 1)) {
      throw new UsageException("empty tag in reference \"" + text + '"');
    }
    return first.withMoreTags(parts.subList(1, parts.size()));
  }

  /** Whether the name is that of a tar archive. */
  static boolean namesArchive(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".tar");
  }

  /** A layout in an archive or in a folder. */
  static Repository layout(Oras oras, Path path, boolean archive) {
    return archive ? oras.archive(path) : oras.layout(path);
  }

  /**
   * Returns the tags to copy where none was given: those that somebody gave. A name that is no tag
   * is left out with a warning, so that it does not stop the others.
   */
  static List<String> tags(Repository repository, Printer err) throws IOException {
    List<String> tags = new ArrayList<>();
    for (String name : repository.tags(options -> options.includeReferrersTags(false))) {
      if (Reference.isTag(name)) {
        tags.add(name);
      } else {
        err.line("WARNING! left out \"" + name + "\", which is not a valid tag");
      }
    }
    return tags;
  }

  /** {@code Found 2 tag(s) in PLACE: a, b}; many tags stand one a line. */
  static List<String> found(List<String> tags, String place) {
    String start = "Found %s tag(s) in %s:".formatted(tags.size(), place);
    return tags.size() <= SHORT_LIST
        ? List.of(start + " " + String.join(", ", tags))
        : Stream.concat(Stream.of(start), tags.stream()).toList();
  }
}
