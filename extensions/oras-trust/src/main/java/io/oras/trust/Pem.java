package io.oras.trust;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of PEM text. Immutable. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private final String label;
  private final byte[] der;

  private Pem(String label, byte[] der) {
    this.label = label;
    this.der = der;
  }

  /** Returns what the block holds, such as {@code PUBLIC KEY}. */
  String label() {
    return label;
  }

  byte[] der() {
    return der.clone();
  }

  /** Returns the only block. */
  static Pem parse(String text) throws InvalidDocumentException {
    Matcher blocks = BLOCK.matcher(text);
    if (!blocks.find()) {
      throw new InvalidDocumentException("", "has no PEM block");
    }
    Pem found;
    try {
      found = new Pem(blocks.group(1), Base64.getMimeDecoder().decode(blocks.group(2)));
    } catch (IllegalArgumentException e) {
      throw new InvalidDocumentException("", "has a PEM block that is not Base64");
    }
    if (blocks.find()) {
      throw new InvalidDocumentException("", "has more than one PEM block");
    }
    return found;
  }
}
