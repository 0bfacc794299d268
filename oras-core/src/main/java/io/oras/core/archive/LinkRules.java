package io.oras.core.archive;

import io.oras.core.filesystem.PathRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which symbolic links stay inside, whatever else is a link there.
 *
 * <p>A target may go up first, in folders that are none of them links, and then only down. So each
 * link leads to a place inside or to another such link. {@code a/..} in the middle could leave
 * through {@code a} being a link itself (GHSA-m37j-52j7-pjw7).
 */
final class LinkRules {
  private LinkRules() {}

  /**
   * Why the target is refused, as the end of a sentence about it; null when it is not.
   *
   * @param depth how many folders below the root the link stands
   */
  static @Nullable String problem(String target, int depth) {
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      return "is not a path";
    }
    String slashed = target.replace('\\', '/');
    if (slashed.startsWith("/") || slashed.matches("(?s)[A-Za-z]:.*")) {
      return "is absolute";
    }
    List<String> parts = PathRules.parts(slashed);
    int up = 0;
    while (up < parts.size() && parts.get(up).equals("..")) {
      up++;
    }
    if (up > depth) {
      return "leads out of the folder";
    }
    return parts.subList(up, parts.size()).contains("..")
        ? "goes down and up again, which may lead out of the folder"
        : null;
  }
}
