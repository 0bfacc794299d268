package io.oras.trust;

import io.oras.api.error.ConfigurationException;
import io.oras.api.spi.ArtifactSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs with a private key in memory: ECDSA, RSA or Ed25519. Immutable and thread safe. */
public final class KeySigner implements ArtifactSigner {
  /** The identifiers of algorithms in PKCS #8, by the older PEM labels without them. */
  private static final Map<String, String> OLD_LABELS =
      Map.of(
          "RSA PRIVATE KEY", "06092a864886f70d0101010500", "EC PRIVATE KEY", "06072a8648ce3d0201");

  private static final Map<String, String> ALGORITHMS =
      Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "Ed25519");

  private final PrivateKey key;
  private final String algorithm;
  private final @Nullable PublicKey publicKey;

  private KeySigner(PrivateKey key, @Nullable PublicKey publicKey) {
    String found = ALGORITHMS.get(key.getAlgorithm());
    if (found == null) {
      throw new IllegalArgumentException(
          "a key for " + key.getAlgorithm() + ", expected one of " + ALGORITHMS.keySet());
    }
    this.key = key;
    this.algorithm = found;
    this.publicKey = publicKey;
  }

  /**
   * Returns a signer whose public key is not known, unless the private key is for RSA.
   *
   * @throws IllegalArgumentException if keys of this kind are not supported
   */
  public static KeySigner of(PrivateKey key) {
    return new KeySigner(key, publicKey(key));
  }

  /**
   * Returns a signer.
   *
   * @throws IllegalArgumentException if keys of this kind are not supported
   */
  public static KeySigner of(PrivateKey key, PublicKey publicKey) {
    return new KeySigner(key, publicKey);
  }

  /**
   * Reads a private key from a PEM file: {@code PRIVATE KEY} (PKCS #8), {@code RSA PRIVATE KEY} or
   * {@code EC PRIVATE KEY}.
   *
   * @throws ConfigurationException if the file is no such key
   * @throws IOException if the file cannot be read
   */
  public static KeySigner read(Path file) throws IOException {
    return read(file, null);
  }

  /**
   * Reads a private key that may be encrypted ({@code ENCRYPTED PRIVATE KEY}, PKCS #8). The files
   * {@code cosign.key} of cosign are not supported.
   *
   * @param password of the key; the caller clears it
   * @throws ConfigurationException if the file is no such key, or the password is wrong
   * @throws IOException if the file cannot be read
   */
  public static KeySigner read(Path file, char @Nullable [] password) throws IOException {
    String pem = new String(SmallFile.read(file), StandardCharsets.UTF_8);
    try {
      return of(parse(Pem.parse(pem), password));
    } catch (InvalidDocumentException | IllegalArgumentException e) {
      throw new ConfigurationException(file.toString(), null, String.valueOf(e.getMessage()), null);
    }
  }

  private static PrivateKey parse(Pem pem, char @Nullable [] password)
      throws InvalidDocumentException {
    String identifier = OLD_LABELS.get(pem.label());
    if (identifier != null) {
      return privateKey(new PKCS8EncodedKeySpec(wrapped(identifier, pem.der())));
    }
    return switch (pem.label()) {
      case "PRIVATE KEY" -> privateKey(new PKCS8EncodedKeySpec(pem.der()));
      case "ENCRYPTED PRIVATE KEY" -> privateKey(decrypted(pem.der(), password));
      case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" ->
          // scrypt and NaCl secretbox, which the JDK does not have.
          throw new InvalidDocumentException(
              "",
              "is a key of cosign, whose encryption the JDK does not support, and cosign exports no"
                  + " key. Sign with cosign, or use one key for both: create it with 'openssl"
                  + " genpkey' and run 'cosign import-key-pair --key FILE'");
      default ->
          throw new InvalidDocumentException(
              "", "is a PEM block '" + pem.label() + "', expected 'PRIVATE KEY' (PKCS #8)");
    };
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] der, char @Nullable [] password)
      throws InvalidDocumentException {
    if (password == null) {
      throw new InvalidDocumentException("", "is encrypted, but no password is given");
    }
    PBEKeySpec secret = new PBEKeySpec(password);
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      AlgorithmParameters parameters = info.getAlgParameters();
      // For PBES2 the parameters name the algorithms.
      String name = String.valueOf(parameters);
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(name).generateSecret(secret),
          parameters);
      return info.getKeySpec(cipher);
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidDocumentException("", "cannot be decrypted with the password");
    } finally {
      secret.clearPassword();
    }
  }

  private static PrivateKey privateKey(PKCS8EncodedKeySpec encoded)
      throws InvalidDocumentException {
    return Keys.decode(factory -> factory.generatePrivate(encoded));
  }

  /** Makes PKCS #8 of the key alone (RFC 5208 section 5); a curve is named in the key itself. */
  private static byte[] wrapped(String identifier, byte[] der) throws InvalidDocumentException {
    byte[] algorithm = HexFormat.of().parseHex(identifier);
    byte[] full = identifier.startsWith("0607") ? concat(algorithm, curve(der)) : algorithm;
    return tagged(
        0x30, concat(new byte[] {2, 1, 0}, concat(tagged(0x30, full), tagged(0x04, der))));
  }

  /** Returns the identifier of the curve, in the field {@code [0]} of RFC 5915 section 3. */
  private static byte[] curve(byte[] der) throws InvalidDocumentException {
    for (int at = 0; at + 4 < der.length; at++) {
      int length = der[at + 3];
      boolean found =
          der[at] == (byte) 0xa0
              && der[at + 1] == length + 2
              && der[at + 2] == 6
              && length > 0
              && at + 4 + length <= der.length;
      if (found) {
        return Arrays.copyOfRange(der, at + 2, at + 4 + length);
      }
    }
    throw new InvalidDocumentException("", "does not name its curve");
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      boolean oneByte = content.length < 256;
      out.write(oneByte ? 0x81 : 0x82);
      if (!oneByte) {
        out.write(content.length >> 8);
      }
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static @Nullable PublicKey publicKey(PrivateKey key) {
    try {
      return key instanceof RSAPrivateCrtKey rsa
          ? KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
          : null;
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  @Override
  public byte[] sign(byte[] message) throws IOException {
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IOException("the key cannot sign: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<PublicKey> publicKey() {
    return Optional.ofNullable(publicKey);
  }

  /** Returns the algorithm, no part of the key. */
  @Override
  public String toString() {
    return algorithm;
  }
}
