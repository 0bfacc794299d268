package io.oras.core.files;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an artifact of files and folders that are named as on a command line, {@code
 * path[:mediatype]}.
 *
 * <pre>{@code
 * Artifact artifact = ArtifactFiles.in(Path.of("build"))
 *     .file("app.jar:application/java-archive")
 *     .file("docs")
 *     .config("app.json:application/vnd.example.app+json")
 *     .annotations(AnnotationFile.read(Path.of("annotations.json")))
 *     .artifact();
 * }</pre>
 *
 * <p>The title of a file is its path below the base folder, so a pull writes the file to that path.
 * The title of a file outside of the base folder is its name. Not thread safe; no file is read
 * before {@link #artifact}.
 */
public final class ArtifactFiles {
  private final Path baseDir;
  private final List<String> files = new ArrayList<>();
  private @Nullable String config;
  private AnnotationFile annotations = AnnotationFile.empty();
  private boolean pathValidation = true;

  private ArtifactFiles(Path baseDir) {
    this.baseDir = baseDir;
  }

  /**
   * Returns an artifact of these files and folders, each {@code path[:mediatype]}. Relative paths
   * are resolved against the working folder.
   *
   * @throws java.nio.file.NoSuchFileException if a file does not exist
   * @throws IllegalArgumentException if a file is outside of the working folder, or two files have
   *     the same title
   */
  public static Artifact of(String... arguments) throws IOException {
    return in(Path.of("")).files(List.of(arguments)).artifact();
  }

  /** Starts an artifact of files whose relative paths are resolved against this folder. */
  public static ArtifactFiles in(Path baseDir) {
    return new ArtifactFiles(baseDir);
  }

  /** Adds a file or folder, {@code path[:mediatype]}. */
  public ArtifactFiles file(String argument) {
    files.add(argument);
    return this;
  }

  /** Adds files and folders, each {@code path[:mediatype]}. */
  public ArtifactFiles files(List<String> arguments) {
    files.addAll(arguments);
    return this;
  }

  /**
   * Sets the config, {@code path[:mediatype]}; the empty config by default. The default media type
   * is {@link io.oras.api.model.MediaType#UNKNOWN_CONFIG}.
   */
  public ArtifactFiles config(String argument) {
    config = argument;
    return this;
  }

  /**
   * Sets the annotations; none by default. The section of a file is named by its path as given, by
   * its title, or by its absolute path.
   */
  public ArtifactFiles annotations(AnnotationFile replacement) {
    annotations = replacement;
    return this;
  }

  /** Sets whether all files must be inside of the base folder, links followed; true by default. */
  public ArtifactFiles pathValidation(boolean wanted) {
    pathValidation = wanted;
    return this;
  }

  /**
   * Returns the artifact, which reads the files when it is pushed.
   *
   * @throws java.nio.file.NoSuchFileException if a file does not exist
   * @throws IllegalArgumentException if a file is outside of the base folder, or two files have the
   *     same title
   */
  public Artifact artifact() throws IOException {
    Map<String, Layer> layers = new LinkedHashMap<>();
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    for (String text : files) {
      FileArgument argument = FileArgument.parse(text, baseDir);
      Layer layer = argument.layer(baseDir);
      if (pathValidation) {
        requireInside(argument.path());
      }
      String title = title(argument.path());
      if (layers.put(title, layer.withTitle(title)) != null) {
        throw new IllegalArgumentException("two files have the same path: " + title);
      }
      sections.put(title, section(argument.path(), title));
    }
    Artifact artifact = Artifact.of(layers.values().toArray(Layer[]::new));
    if (config != null) {
      artifact =
          artifact.withConfig(FileArgument.parse(config, baseDir).layer(baseDir).withoutTitle());
    }
    return annotations.withLayers(sections).applyTo(artifact);
  }

  private void requireInside(Path given) throws IOException {
    if (!baseDir.resolve(given).toRealPath().startsWith(baseDir.toRealPath())) {
      throw new IllegalArgumentException(
          "%s is not in %s; choose another base folder, or turn path validation off"
              .formatted(given, baseDir.toAbsolutePath()));
    }
  }

  private String title(Path given) {
    Path base = baseDir.toAbsolutePath().normalize();
    Path file = base.resolve(given).normalize();
    boolean below = file.startsWith(base) && !file.equals(base);
    return String.valueOf(below ? base.relativize(file) : file.getFileName()).replace('\\', '/');
  }

  private Map<String, String> section(Path given, String title) {
    String absolute = baseDir.toAbsolutePath().resolve(given).normalize().toString();
    for (String name : List.of(given.toString(), title, absolute)) {
      Map<String, String> section = annotations.section(name);
      if (!section.isEmpty()) {
        return section;
      }
    }
    return Map.of();
  }
}
