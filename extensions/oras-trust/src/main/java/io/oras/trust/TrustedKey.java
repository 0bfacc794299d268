package io.oras.trust;

import io.oras.api.error.ConfigurationException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/**
 * A public key whose signatures are trusted: ECDSA on P-256, P-384 or P-521, RSA with at least 2048
 * bits, or Ed25519. Immutable and thread safe.
 */
public final class TrustedKey {
  private static final int MIN_RSA_BITS = 2048;
  private final String name;
  private final PublicKey key;
  private final List<String> algorithms;

  private TrustedKey(String name, PublicKey key) throws InvalidDocumentException {
    this.name = name;
    this.key = key;
    this.algorithms = algorithms(key);
  }

  /**
   * Returns a key.
   *
   * @param name of the key in messages
   * @throws IllegalArgumentException if keys of this kind are not supported
   */
  public static TrustedKey of(String name, PublicKey key) {
    try {
      return new TrustedKey(name, key);
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException(name + " " + e.text(), e);
    }
  }

  /**
   * Returns the key in a PEM text, a {@code PUBLIC KEY} block (SubjectPublicKeyInfo).
   *
   * @param name of the key in messages
   * @throws IllegalArgumentException if the text is no such key
   */
  public static TrustedKey ofPem(String name, String pem) {
    try {
      return parse(name, pem);
    } catch (InvalidDocumentException e) {
      throw new IllegalArgumentException(name + " " + e.text(), e);
    }
  }

  /**
   * Reads a key from a PEM file; the name of the file is the name of the key.
   *
   * @throws ConfigurationException if the file is no such key
   * @throws IOException if the file cannot be read
   */
  public static TrustedKey read(Path file) throws IOException {
    String pem = new String(SmallFile.read(file), StandardCharsets.UTF_8);
    try {
      return parse(String.valueOf(file.getFileName()), pem);
    } catch (InvalidDocumentException e) {
      throw new ConfigurationException(file.toString(), null, e.text(), e);
    }
  }

  static TrustedKey parse(String name, String pem) throws InvalidDocumentException {
    Pem block = Pem.parse(pem);
    if (!block.label().equals("PUBLIC KEY")) {
      throw new InvalidDocumentException(
          "", "is a PEM block '" + block.label() + "', expected 'PUBLIC KEY'");
    }
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(block.der());
    return new TrustedKey(name, Keys.decode(factory -> factory.generatePublic(encoded)));
  }

  private static List<String> algorithms(PublicKey key) throws InvalidDocumentException {
    if (key instanceof ECPublicKey ec) {
      // The second one: cosign hashes with SHA-256 whatever the curve is, or was told not to.
      return switch (ec.getParams().getCurve().getField().getFieldSize()) {
        case 256 -> List.of("SHA256withECDSA");
        case 384 -> List.of("SHA384withECDSA", "SHA256withECDSA");
        case 521 -> List.of("SHA512withECDSA", "SHA256withECDSA");
        default -> throw new InvalidDocumentException("", "is on a curve that is not supported");
      };
    }
    if (key instanceof RSAPublicKey rsa) {
      BigInteger modulus = rsa.getModulus();
      if (modulus.bitLength() < MIN_RSA_BITS) {
        throw new InvalidDocumentException(
            "", "has %s bits, expected at least %s".formatted(modulus.bitLength(), MIN_RSA_BITS));
      }
      return List.of("SHA256withRSA");
    }
    if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")) {
      // cosign signs with a pre-hash and verifies without.
      return List.of("Ed25519", "Ed25519ph");
    }
    throw new InvalidDocumentException("", "is not an ECDSA, RSA or Ed25519 key");
  }

  /** Returns the name for messages. */
  public String name() {
    return name;
  }

  /** Returns the key. */
  public PublicKey key() {
    return key;
  }

  /** Returns whether the key's owner signed the message. Garbage is no signature. */
  boolean verifies(byte[] message, byte[] signature) {
    for (String algorithm : algorithms) {
      if (verifies(algorithm, message, signature)) {
        return true;
      }
    }
    return false;
  }

  private boolean verifies(String algorithm, byte[] message, byte[] signature) {
    try {
      boolean prehashed = algorithm.equals("Ed25519ph");
      Signature verifier = Signature.getInstance(prehashed ? "EdDSA" : algorithm);
      verifier.initVerify(key);
      if (prehashed) {
        verifier.setParameter(new EdDSAParameterSpec(true));
      }
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
