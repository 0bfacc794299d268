package io.oras.maven;

import io.oras.api.model.Descriptor;
import io.oras.api.spi.TrustPolicy;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.trust.KeyVerifier;
import io.oras.trust.TrustedKey;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that an artifact is signed by one of the keys; the build fails if it is not. Without
 * keys the policy decides.
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
    requiresProject = false,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
public final class VerifyMojo extends OrasMojo {
  /** The artifact, such as {@code ghcr.io/team/app:1.0}. */
  @Parameter(property = "oras.reference", required = true)
  String reference;

  /** The id of the server in {@code settings.xml}; by default the name of the registry. */
  @Parameter(property = "oras.serverId")
  @Nullable String serverId;

  /** The public keys: PEM files. A signature by one of them suffices. */
  @Parameter(property = "oras.keys")
  List<File> keys = List.of();

  @Inject
  VerifyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void prepare() throws MojoExecutionException {
    checked(reference, serverId);
    if (keys.isEmpty() == (policy == null)) {
      throw new MojoExecutionException("Configure either keys or a policy to verify with");
    }
  }

  @Override
  void configure(OrasBuilder builder) throws IOException {
    if (keys.isEmpty()) {
      return;
    }
    List<TrustedKey> trusted = new ArrayList<>();
    for (File key : keys) {
      trusted.add(TrustedKey.read(key.toPath()));
    }
    builder.trust(TrustPolicy.requireAny(KeyVerifier.builder(trusted).build()));
  }

  @Override
  void run(Oras oras) throws IOException {
    Descriptor verified = oras.resolve(reference);
    getLog().info("Verified " + reference + ", which is " + verified.digest());
  }
}
