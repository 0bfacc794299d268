package io.oras.maven;

import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import java.io.File;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/** A file or folder that becomes a layer. */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
public final class LayerFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "jar", "application/java-archive",
          "war", "application/java-archive",
          "ear", "application/java-archive",
          "zip", "application/zip",
          "json", "application/json",
          "xml", "application/xml",
          "pom", "application/xml");

  /** The file or folder. */
  private File path;

  /** The media type; by default it follows from the ending of the file's name. */
  private @Nullable String mediaType;

  /** The name under which the file is pulled; by default the name of the file. */
  private @Nullable String title;

  /** Creates an empty value, which Maven fills. */
  public LayerFile() {}

  LayerFile(File path, @Nullable String mediaType) {
    this.path = path;
    this.mediaType = mediaType;
  }

  Layer layer() throws MojoExecutionException {
    if (path == null) {
      throw new MojoExecutionException("An element of files has no path");
    }
    if (!path.exists()) {
      throw new MojoExecutionException("The file to push does not exist: " + path);
    }
    Layer layer = Layer.of(path.toPath()).withTitle(title == null ? path.getName() : title);
    String type = mediaType == null && path.isFile() ? TYPES.get(ending()) : mediaType;
    return type == null ? layer : layer.withMediaType(new MediaType(type));
  }

  private String ending() {
    String name = path.getName();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
