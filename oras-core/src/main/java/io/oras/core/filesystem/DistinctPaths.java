package io.oras.core.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds paths that differ and name one file, because the file system ignores case or the form of
 * Unicode characters.
 *
 * <p>Paths that differ in more than case and form are distinct everywhere. For the others the file
 * system decides: their names are created in a temporary folder beside the files, where each next
 * one is looked up. So a path costs the same however many are alike. Real paths and file keys do
 * not answer that question, since Linux returns both as if the names were two files (exFAT). For
 * one thread at a time. Closing deletes the temporary folders.
 */
public final class DistinctPaths implements AutoCloseable {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{M}\\p{Cf}]");

  private final Map<String, Alike> known = new HashMap<>();

  /**
   * Adds an absolute, normalized path whose parent folder exists.
   *
   * @return a path added before that is the same file, or null
   * @throws IOException if the file system cannot be asked
   */
  public @Nullable Path add(Path path) throws IOException {
    return known.computeIfAbsent(fold(path), folded -> new Alike()).add(path);
  }

  /** Folds more than any file system does. */
  private static String fold(Path path) {
    String letters = path.toString();
    if (!letters.chars().allMatch(c -> c < 0x80)) { // The tables of Unicode take time to load.
      letters =
          INVISIBLE.matcher(Normalizer.normalize(letters, Normalizer.Form.NFKD)).replaceAll("");
    }
    return letters.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    try {
      for (Alike alike : known.values()) {
        alike.deleteProbe();
      }
    } finally {
      known.clear();
    }
  }

  /** Distinct paths that are alike, by the numbers that are the content of the files of a probe. */
  private static final class Alike {
    private final List<Path> paths = new ArrayList<>();
    private final Set<Path> added = new HashSet<>();

    /** The folder that has all paths below it, in which the probe is; null without a probe. */
    private @Nullable Path common;

    private @Nullable Path probe;

    @Nullable Path add(Path path) throws IOException {
      if (paths.isEmpty() || added.contains(path)) {
        return append(path);
      }
      Path folder = commonFolder(common == null ? paths.get(0) : common, path);
      Path files = probe;
      if (files == null || !folder.equals(common)) {
        files = createProbe(folder);
      }
      Path file = files.resolve(folder.relativize(path));
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return paths.get(Integer.parseInt(Files.readString(file)));
      }
      create(file, paths.size());
      return append(path);
    }

    private @Nullable Path append(Path path) {
      if (added.add(path)) {
        paths.add(path);
      }
      return null;
    }

    private Path createProbe(Path folder) throws IOException {
      deleteProbe();
      Path created = TemporaryFiles.createFolder(folder);
      probe = created;
      common = folder;
      for (int i = 0; i < paths.size(); i++) {
        create(created.resolve(folder.relativize(paths.get(i))), i);
      }
      return created;
    }

    private static void create(Path file, int number) throws IOException {
      Files.createDirectories(Objects.requireNonNull(file.getParent(), "below the probe"));
      Files.writeString(file, Integer.toString(number), StandardOpenOption.CREATE_NEW);
    }

    void deleteProbe() throws IOException {
      if (probe != null) {
        FolderTree.delete(probe);
        probe = null;
        common = null;
      }
    }
  }

  /** Returns the deepest folder that is above both paths, or is the first and above the second. */
  private static Path commonFolder(Path one, Path two) {
    Path folder = Objects.requireNonNull(two.getParent(), "a file in a folder");
    while (!one.startsWith(folder)) {
      folder = Objects.requireNonNull(folder.getParent(), "on one file system");
    }
    return folder;
  }
}
