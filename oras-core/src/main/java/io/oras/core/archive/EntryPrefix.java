package io.oras.core.archive;

import io.oras.api.error.ArchiveException;
import io.oras.core.filesystem.PathRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name that stands before all entries of a packed folder. The {@code oras} command takes the
 * layer's title, other tools the last name of it.
 */
final class EntryPrefix {
  private final String title;
  private final List<String> names;
  private @Nullable List<String> chosen;

  EntryPrefix(String title) {
    this.title = title;
    this.names = PathRules.parts(title);
  }

  /**
   * The entry's name below the folder, still unchecked; empty for the folder itself.
   *
   * @throws ArchiveException when the entry stands elsewhere
   */
  String strip(String entry) throws ArchiveException {
    List<String> parts = PathRules.parts(entry);
    List<String> prefix = chosen == null ? choose(entry, parts) : chosen;
    chosen = prefix;
    if (!startsWith(parts, prefix) || (isAbsolute(entry) && !isAbsolute(title))) {
      throw new ArchiveException(
          "the entry '%s' is outside of '%s', so nothing of the archive is unpacked"
              .formatted(entry, title));
    }
    return String.join("/", parts.subList(prefix.size(), parts.size()));
  }

  private List<String> choose(String entry, List<String> parts) {
    return names.isEmpty() || startsWith(parts, names) || isAbsolute(entry)
        ? names
        : names.subList(names.size() - 1, names.size());
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/");
  }

  private static boolean startsWith(List<String> parts, List<String> prefix) {
    return parts.size() >= prefix.size() && parts.subList(0, prefix.size()).equals(prefix);
  }
}
