package io.oras.core;

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
 * Makes an artifact of files as people write them, {@code path[:mediatype]}.
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
 * <p>Each file is titled with its path below the base folder, so it comes back under that path; one
 * from elsewhere with its name alone. For one thread; nothing is read before {@link #artifact}.
 */
public final class ArtifactFiles {
  private final Path baseDir;
  private final List<String> files = new ArrayList<>();
  private @Nullable String config;
  private AnnotationFile annotations = AnnotationFile.EMPTY;
  private boolean pathValidation = true;

  private ArtifactFiles(Path baseDir) {
    this.baseDir = baseDir;
  }

  /** Files whose relative paths are below that folder. */
  public static ArtifactFiles in(Path baseDir) {
    return new ArtifactFiles(baseDir);
  }

  /** One more file or folder, {@code path[:mediatype]}. */
  public ArtifactFiles file(String argument) {
    files.add(argument);
    return this;
  }

  /** More files and folders. */
  public ArtifactFiles files(List<String> arguments) {
    files.addAll(arguments);
    return this;
  }

  /**
   * The config, {@code path[:mediatype]}, of type {@link
   * io.oras.api.model.MediaType#UNKNOWN_CONFIG} when none is said; the empty one by default.
   */
  public ArtifactFiles config(String argument) {
    config = argument;
    return this;
  }

  /**
   * Annotations of the manifest, of the config, and of files and folders: by their paths as they
   * were given here, by their titles, or by their absolute paths.
   */
  public ArtifactFiles annotations(AnnotationFile replacement) {
    annotations = replacement;
    return this;
  }

  /** Whether layers must lie in the base folder, links followed; true by default. */
  public ArtifactFiles pathValidation(boolean wanted) {
    pathValidation = wanted;
    return this;
  }

  /**
   * The artifact, which reads the files when it is pushed.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such file
   * @throws IllegalArgumentException when a file lies outside of the base folder, or two would come
   *     back under one name
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
      if (layers.put(title, layer.titled(title)) != null) {
        throw new IllegalArgumentException("two files would come back as " + title);
      }
      sections.put(title, section(argument.path(), title));
    }
    Artifact artifact = Artifact.of(layers.values().toArray(Layer[]::new));
    if (config != null) {
      artifact =
          artifact.withConfig(FileArgument.parse(config, baseDir).layer(baseDir).titled(null));
    }
    return new AnnotationFile(annotations.manifest(), annotations.config(), sections)
        .applyTo(artifact);
  }

  private void requireInside(Path given) throws IOException {
    if (!baseDir.resolve(given).toRealPath().startsWith(baseDir.toRealPath())) {
      throw new IllegalArgumentException(
          "%s is not in %s; choose another base folder, or switch path validation off"
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
