package io.oras.maven;

import io.oras.api.model.Platform;
import io.oras.core.CopyResult;
import io.oras.core.Oras;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Copies an artifact, with what is attached to it, to another repository or an OCI layout. */
@Mojo(
    name = "copy",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
public final class CopyMojo extends OrasMojo {
  /**
   * The artifact to copy; by default the only one that the goal {@code push} pushed for this
   * project in this build.
   */
  @Parameter(property = "oras.from")
  @Nullable String from;

  /** Where the copy goes, such as {@code mirror.example/team/app:1.0}. */
  @Parameter(property = "oras.to", required = true)
  String to;

  /** The id of the server of the source; by default the name of the registry. */
  @Parameter(property = "oras.fromServerId")
  @Nullable String fromServerId;

  /** The id of the server of the destination; by default the name of the registry. */
  @Parameter(property = "oras.toServerId")
  @Nullable String toServerId;

  /** Further tags of the copy. */
  @Parameter(property = "oras.tags")
  List<String> tags = List.of();

  /** The platforms to copy from an index; all by default. */
  @Parameter(property = "oras.platforms")
  List<String> platforms = List.of();

  /** Whether what is attached to the artifact, such as SBOMs and signatures, is copied too. */
  @Parameter(property = "oras.includeReferrers", defaultValue = "true")
  boolean includeReferrers;

  private String source = "";

  @Inject
  CopyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void prepare() throws MojoExecutionException {
    source = checked(pushed().resolve(from), fromServerId);
    checked(to, toServerId);
  }

  @Override
  void run(Oras oras) throws IOException {
    CopyResult result =
        oras.copy(
            source,
            to,
            options ->
                options
                    .tags(tags.toArray(String[]::new))
                    .platforms(platforms.stream().map(Platform::parse).toArray(Platform[]::new))
                    .includeReferrers(includeReferrers));
    getLog().info("Copied " + source + " to " + to + " as " + result.digest());
  }
}
