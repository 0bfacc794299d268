package io.oras.maven;

import io.oras.api.model.Digest;
import io.oras.core.Oras;
import io.oras.core.PushResult;
import io.oras.trust.CosignSignature;
import io.oras.trust.KeySigner;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Signs an artifact with a key, as cosign does: by default what was pushed before. */
@Mojo(
    name = "sign",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters.
public final class SignMojo extends ArtifactMojo {
  /** The private key: a PEM file (PKCS #8). */
  @Parameter(property = "oras.signingKey", required = true)
  File key;

  /** The id of the server in {@code settings.xml} with the passphrase of the key, if it has one. */
  @Parameter(property = "oras.keyServerId")
  @Nullable String keyServerId;

  @Inject
  SignMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  void run(Oras oras) throws IOException, MojoExecutionException {
    KeySigner signer = signer();
    Digest digest = oras.resolve(artifact).digest();
    PushResult signature =
        oras.at(artifact)
            .repository()
            .attach(digest.toString(), CosignSignature.bundle(digest, signer));
    getLog().info("Signed " + digest + " of " + artifact + " with " + signature.digest());
  }

  private KeySigner signer() throws IOException, MojoExecutionException {
    if (keyServerId == null) {
      return KeySigner.read(key.toPath());
    }
    Server server = settings.getServer(keyServerId);
    if (server == null || !SettingsSecrets.isGiven(server.getPassphrase())) {
      throw new MojoExecutionException(
          "settings.xml has no server '"
              + keyServerId
              + "' with a passphrase, which is configured as keyServerId");
    }
    return KeySigner.read(key.toPath(), secrets.decrypted(server).getPassphrase().toCharArray());
  }
}
