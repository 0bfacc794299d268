package io.oras.trust;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.InvalidKeySpecException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads encoded keys whose algorithm stands in the encoding. */
final class Keys {
  private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

  private Keys() {}

  /** Reads a key of one kind. */
  @FunctionalInterface
  interface Decoder<K extends Key> {
    K decode(KeyFactory factory) throws InvalidKeySpecException;
  }

  /** Returns the key, whatever its kind is. */
  static <K extends Key> K decode(Decoder<K> decoder) throws InvalidDocumentException {
    for (String kind : KINDS) {
      K key = decode(kind, decoder);
      if (key != null) {
        return key;
      }
    }
    throw new InvalidDocumentException("", "is not an ECDSA, RSA or Ed25519 key");
  }

  private static <K extends Key> @Nullable K decode(String kind, Decoder<K> decoder) {
    try {
      return decoder.decode(KeyFactory.getInstance(kind));
    } catch (GeneralSecurityException e) {
      return null;
    }
  }
}
