package io.oras.maven;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.model.MediaType;
import io.oras.core.Oras;
import io.oras.core.PushResult;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Attaches files to an artifact: by default the software bill of materials (SBOM) that the
 * CycloneDX plugin wrote, to the artifact that was pushed before.
 */
@Mojo(name = "attach", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
public final class AttachMojo extends ArtifactMojo {
  /** The artifact type of what is attached. */
  @Parameter(
      property = "oras.attachType",
      defaultValue = "application/vnd.cyclonedx+json",
      required = true)
  String artifactType;

  /** The files to attach; by default the SBOM. */
  @Parameter List<LayerFile> files = List.of();

  /**
   * The SBOM that is attached if no files are configured; by default the JSON document that the
   * CycloneDX plugin added to the project, else {@code bom.json} in the build directory.
   */
  @Parameter(property = "oras.sbom")
  @Nullable File sbom;

  /** Annotations of the manifest that is attached. */
  @Parameter Map<String, String> annotations = Map.of();

  @Inject
  AttachMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Oras oras) throws IOException, MojoExecutionException {
    PushResult result =
        oras.attach(
            artifact,
            Artifact.of(new MediaType(artifactType), layers()).withAnnotations(annotations));
    getLog().info("Attached " + artifactType + " to " + artifact + " as " + result.digest());
  }

  private List<Layer> layers() throws MojoExecutionException {
    List<LayerFile> chosen = files;
    if (chosen.isEmpty()) {
      File file = sbom();
      if (!file.isFile()) {
        throw new MojoExecutionException(
            "There is no SBOM at "
                + file
                + ". Run the goal makeBom of org.cyclonedx:cyclonedx-maven-plugin in the phase"
                + " package (with maven.deploy.skip it needs skipNotDeployed=false), or configure"
                + " sbom or files.");
      }
      chosen = List.of(new LayerFile(file, artifactType));
    }
    List<Layer> layers = new ArrayList<>();
    for (LayerFile file : chosen) {
      layers.add(file.layer());
    }
    return layers;
  }

  private File sbom() {
    return sbom != null
        ? sbom
        : project.getAttachedArtifacts().stream()
            .filter(each -> "cyclonedx".equals(each.getClassifier()))
            .filter(each -> "json".equals(each.getType()))
            .map(each -> each.getFile())
            .findFirst()
            .orElseGet(() -> new File(project.getBuild().getDirectory(), "bom.json"));
  }
}
