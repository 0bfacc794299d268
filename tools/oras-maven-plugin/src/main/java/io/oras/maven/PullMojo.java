package io.oras.maven;

import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.Oras;
import io.oras.core.PullResult;
import io.oras.core.options.ExistingFiles;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Pulls the files of an artifact into a folder. */
@Mojo(
    name = "pull",
    defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
    requiresProject = false,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
public final class PullMojo extends OrasMojo {
  /** The artifact, such as {@code ghcr.io/team/app:1.0}. */
  @Parameter(property = "oras.reference", required = true)
  String reference;

  /** The id of the server in {@code settings.xml}; by default the name of the registry. */
  @Parameter(property = "oras.serverId")
  @Nullable String serverId;

  /** The folder that the files are written to; it is created if it does not exist. */
  @Parameter(
      property = "oras.outputDirectory",
      defaultValue = "${project.build.directory}/oras",
      required = true)
  File outputDirectory;

  /** The platform to choose from an index, such as {@code linux/amd64}. */
  @Parameter(property = "oras.platform")
  @Nullable String platform;

  /**
   * Pulls the only referrer of this artifact type instead of the artifact, such as {@code
   * application/vnd.cyclonedx+json} for its SBOM.
   */
  @Parameter(property = "oras.referrer")
  @Nullable String referrer;

  /** What happens to files that exist: {@code REPLACE}, {@code KEEP} or {@code REFUSE}. */
  @Parameter(property = "oras.existing", defaultValue = "REPLACE")
  ExistingFiles existing;

  @Inject
  PullMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void prepare() throws MojoExecutionException {
    checked(reference, serverId);
  }

  @Override
  void run(Oras oras) throws IOException {
    PullResult result =
        oras.pull(
            reference,
            outputDirectory.toPath(),
            options -> {
              options.existing(existing);
              if (platform != null) {
                options.platform(Platform.parse(platform));
              }
              if (referrer != null) {
                options.referrer(new MediaType(referrer));
              }
            });
    getLog()
        .info(
            "Pulled "
                + reference
                + " as "
                + result.manifest().digest()
                + ": "
                + result.files().size()
                + (result.files().size() == 1 ? " file in " : " files in ")
                + outputDirectory);
  }
}
