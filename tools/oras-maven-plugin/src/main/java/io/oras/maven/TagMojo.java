package io.oras.maven;

import io.oras.core.ArtifactLocation;
import io.oras.core.Oras;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Gives further tags to an artifact that is in a registry. */
@Mojo(
    name = "tag",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
public final class TagMojo extends ArtifactMojo {
  /** The tags to add. */
  @Parameter(property = "oras.tags", required = true)
  List<String> tags;

  @Inject
  TagMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Oras oras) throws IOException {
    ArtifactLocation location = oras.at(artifact);
    String known =
        location
            .digest()
            .map(Object::toString)
            .or(location::tag)
            .orElseThrow(
                () -> new IllegalArgumentException("'" + artifact + "' has no tag or digest"));
    location.repository().tag(known, tags.toArray(String[]::new));
    getLog().info("Tagged " + artifact + " as " + String.join(", ", tags));
  }
}
