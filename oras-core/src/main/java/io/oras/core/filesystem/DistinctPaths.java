package io.oras.core.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds paths that differ and name one file, because the file system ignores case or the form of
 * Unicode characters.
 *
 * <p>Paths that differ in more than case and form are distinct everywhere. For the others the file
 * system decides: one name is created in a temporary folder beside the files, and the other is
 * looked up. Real paths and file keys do not answer that question, since Linux returns both as if
 * the names were two files (exFAT). For one thread at a time.
 */
public final class DistinctPaths {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{M}\\p{Cf}]");

  private final Map<String, List<Path>> known = new HashMap<>();

  /**
   * Adds an absolute, normalized path whose parent folder exists.
   *
   * @return a path added before that is the same file, or null
   * @throws IOException if the file system cannot be asked
   */
  public @Nullable Path add(Path path) throws IOException {
    List<Path> alike = known.computeIfAbsent(fold(path), f -> new ArrayList<>());
    for (Path other : alike) {
      if (!other.equals(path) && isSameFile(other, path)) {
        return other;
      }
    }
    alike.add(path);
    return null;
  }

  /** Folds more than any file system does. */
  private static String fold(Path path) {
    String letters =
        INVISIBLE
            .matcher(Normalizer.normalize(path.toString(), Normalizer.Form.NFKD))
            .replaceAll("");
    return letters.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean isSameFile(Path one, Path two) throws IOException {
    int same = 0;
    while (one.getName(same).equals(two.getName(same))) {
      same++;
    }
    Path folder = Objects.requireNonNull(one.getRoot(), "an absolute path");
    for (int i = 0; i < same; i++) {
      folder = folder.resolve(one.getName(i));
    }
    Path probe = TemporaryFiles.createFolder(folder);
    try {
      Path file = probe.resolve(one.subpath(same, one.getNameCount()));
      Files.createDirectories(file);
      return Files.exists(
          probe.resolve(two.subpath(same, two.getNameCount())), LinkOption.NOFOLLOW_LINKS);
    } finally {
      FolderTree.delete(probe);
    }
  }
}
