package io.oras.cli.flag;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.MediaType;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.files.AnnotationFile;
import io.oras.core.files.FileArgument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flags of commands that pack files into a manifest. */
public final class PackFlags {
  private final Supplier<List<String>> annotations;
  private final Supplier<@Nullable String> annotationFile;
  private final Supplier<@Nullable String> exportManifest;
  private final Supplier<Boolean> noPathValidation;

  public PackFlags(CommandSpec spec) {
    FlagDeclarations flags = new FlagDeclarations(spec);
    annotations = flags.list("manifest annotations", "-a", "--annotation");
    annotationFile = flags.text("path of the annotation file", "--annotation-file");
    exportManifest = flags.text("`path` of the pushed manifest", "--export-manifest");
    noPathValidation = flags.toggle("skip path validation", "--disable-path-validation");
  }

  /** What {@code key=value} texts say. */
  public static Map<String, String> parsed(List<String> texts) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String annotation : texts) {
      int equals = annotation.indexOf('=');
      if (equals < 0) {
        throw new UsageException(
            "annotation value doesn't match the required format: \"" + annotation + '"',
            "Please use the correct format in the flag: --annotation \"key=value\"");
      }
      if (all.put(annotation.substring(0, equals), annotation.substring(equals + 1)) != null) {
        throw new UsageException(
            "duplicate annotation key: \"" + annotation.substring(0, equals) + "\"");
      }
    }
    return all;
  }

  /** Returns the artifact of these files with the annotations that were given. */
  public Artifact artifact(
      @Nullable MediaType type,
      @Nullable Layer config,
      List<String> files,
      CommandEnvironment environment)
      throws IOException {
    Artifact artifact =
        Artifact.of().withLayers(layers(files, environment)).withAnnotations(annotations());
    if (type != null) {
      artifact = artifact.withType(type);
    }
    return annotate(config == null ? artifact : artifact.withConfig(config), environment);
  }

  private Map<String, String> annotations() {
    return parsed(annotations.get());
  }

  private Artifact annotate(Artifact artifact, CommandEnvironment environment) throws IOException {
    String file = annotationFile.get();
    if (file == null) {
      return artifact;
    }
    if (!annotations.get().isEmpty()) {
      throw new UsageException("`--annotation` and `--annotation-file` cannot be both specified");
    }
    try {
      return AnnotationFile.read(environment.resolve(file)).applyTo(artifact);
    } catch (IllegalArgumentException | IOException e) {
      throw new UsageException(
          "invalid annotation json file: failed to load annotations from " + file, CauseText.of(e));
    }
  }

  private List<Layer> layers(List<String> files, CommandEnvironment environment)
      throws IOException {
    List<Layer> layers = new ArrayList<>();
    Set<String> titles = new HashSet<>();
    for (String file : files) {
      FileArgument argument = FileArgument.parse(file, environment.directory());
      if (!noPathValidation.get() && argument.path().isAbsolute()) {
        throw new UsageException(
            "absolute file paths are insecure and not recommended. If it's intentional, use"
                + " --disable-path-validation flag to skip this check: "
                + argument.path());
      }
      Layer layer = argument.layer(environment.directory());
      String title = argument.title();
      if (!titles.add(title)) {
        throw new UsageException(title + ": duplicate name");
      }
      layers.add(layer);
    }
    return layers;
  }

  public static Layer config(String file, CommandEnvironment environment) throws IOException {
    Layer config =
        FileArgument.parse(file, environment.directory())
            .layer(environment.directory())
            .withoutTitle();
    MediaType given = config.mediaType().orElse(MediaType.UNKNOWN_CONFIG);
    return config.withMediaType(new MediaType(given.value()));
  }

  /** Writes the manifest that was pushed to the file that was asked for, if there is one. */
  public void export(CommandEnvironment environment, RawManifest manifest) throws IOException {
    Path file = exportFile(environment);
    if (file != null) {
      Files.write(file, manifest.bytes());
    }
  }

  /**
   * Returns the file for the manifest that is pushed, or null if none was asked for.
   *
   * @throws IOException if there is no folder for the file
   */
  public @Nullable Path exportFile(CommandEnvironment environment) throws IOException {
    String text = exportManifest.get();
    return text == null ? null : environment.outputFile(text);
  }
}
