package io.oras.maven;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.PushResult;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Pushes files as one artifact: the main file of the project by default. A project of packaging
 * {@code pom} without configured files has nothing to push and is passed over.
 */
@Mojo(name = "push", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
public final class PushMojo extends OrasMojo {
  /** Where the artifact goes, such as {@code ghcr.io/team/app:${project.version}}. */
  @Parameter(property = "oras.reference", required = true)
  String reference;

  /** The id of the server in {@code settings.xml}; by default the name of the registry. */
  @Parameter(property = "oras.serverId")
  @Nullable String serverId;

  /** Further tags of the artifact. */
  @Parameter(property = "oras.tags")
  List<String> tags = List.of();

  /** The artifact type, such as {@code application/vnd.example.plugin.v1}. */
  @Parameter(property = "oras.artifactType")
  @Nullable String artifactType;

  /** The files to push; by default the main file of the project. */
  @Parameter List<LayerFile> files = List.of();

  /**
   * Annotations of the manifest. The name, description, version, URL, organization and source
   * repository of the project are added under their keys of the image specification.
   */
  @Parameter Map<String, String> annotations = Map.of();

  @Inject
  PushMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void prepare() throws MojoExecutionException {
    checked(reference, serverId);
  }

  @Override
  void run(Oras oras) throws IOException, MojoExecutionException {
    List<Layer> layers = layers();
    if (layers.isEmpty()) {
      getLog().info("Nothing to push: a project of packaging pom, and no files are configured");
      return;
    }
    Artifact artifact = Artifact.of(layers.toArray(Layer[]::new)).withAnnotations(allAnnotations());
    if (artifactType != null) {
      artifact = artifact.withType(new MediaType(artifactType));
    }
    PushResult result =
        oras.push(
            reference,
            artifact,
            options -> {
              options.tags(tags.toArray(String[]::new));
              created().ifPresent(options::created);
            });
    pushed().add(reference, result.location().toString());
    getLog().info("Pushed " + reference + " as " + result.digest());
  }

  private List<Layer> layers() throws MojoExecutionException {
    List<LayerFile> chosen = files;
    if (chosen.isEmpty()) {
      File main = project.getArtifact().getFile();
      if (main == null || !main.isFile()) {
        if (project.getPackaging().equals("pom")) {
          return List.of();
        }
        throw new MojoExecutionException(
            "The project has no file to push. Run the goal after the phase package, or configure"
                + " files.");
      }
      chosen = List.of(new LayerFile(main, null));
    }
    List<Layer> layers = new ArrayList<>();
    for (LayerFile file : chosen) {
      layers.add(file.layer());
    }
    return layers;
  }

  private Map<String, String> allAnnotations() {
    Map<String, String> all = new LinkedHashMap<>();
    put(all, "title", project.getName());
    put(all, "description", project.getDescription());
    put(all, "version", project.getVersion());
    put(all, "url", project.getUrl());
    put(
        all,
        "vendor",
        project.getOrganization() == null ? null : project.getOrganization().getName());
    put(all, "source", project.getScm() == null ? null : project.getScm().getUrl());
    all.putAll(annotations);
    return all;
  }

  private static void put(Map<String, String> all, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      all.put("org.opencontainers.image." + key, value.strip());
    }
  }

  /** Returns the time of a reproducible build, so that the same files have the same digest. */
  private Optional<Instant> created() {
    String time = project.getProperties().getProperty("project.build.outputTimestamp", "");
    if (time.matches("\\d{2,}")) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(time)));
    }
    return time.contains("T") ? Optional.of(Instant.parse(time)) : Optional.empty();
  }
}
