package io.oras.api.spi;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Signs with a private key: one in memory, or one that stays in a key management service or a
 * hardware module. Thread safe.
 *
 * <pre>{@code
 * ArtifactSigner signer = KeySigner.read(Path.of("release.key"));
 * Digest release = app.resolve("v1").digest();
 * app.attach("v1", CosignSignature.bundle(release, signer));
 * }</pre>
 */
public interface ArtifactSigner {
  /**
   * Returns the signature of a message. ECDSA signatures are DER encoded; the hash is SHA-256 for
   * ECDSA and RSA (PKCS #1 v1.5), whatever the size of the key, and Ed25519 is used without a
   * pre-hash.
   *
   * @throws IOException if the key cannot be used
   */
  byte[] sign(byte[] message) throws IOException;

  /** Returns the public key, if it is known; signatures then name it as a hint. */
  Optional<PublicKey> publicKey();
}
