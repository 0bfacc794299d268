package io.oras.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal for an artifact that is in a registry: by default what was pushed before. */
abstract class ArtifactMojo extends OrasMojo {
  /**
   * The artifact that the goal works on; by default the only one that the goal {@code push} pushed
   * for this project in this build.
   */
  @Parameter(property = "oras.reference")
  @Nullable String reference;

  /** The id of the server in {@code settings.xml}; by default the name of the registry. */
  @Parameter(property = "oras.serverId")
  @Nullable String serverId;

  /** The name of the artifact, once the goal is prepared. */
  String artifact = "";

  ArtifactMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void prepare() throws MojoExecutionException {
    artifact = checked(pushed().resolve(reference), serverId);
  }
}
