package io.oras.trust;

import java.util.Base64;

/** Bytes as text. */
final class Encoding {
  private Encoding() {}

  /**
   * Decodes Base64 of either alphabet, with or without padding.
   *
   * @param what the text is, for the message
   */
  static byte[] base64(String text, String what) throws InvalidDocumentException {
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new InvalidDocumentException(what, "is not Base64");
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
