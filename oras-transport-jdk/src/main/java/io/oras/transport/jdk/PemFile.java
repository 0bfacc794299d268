package io.oras.transport.jdk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of PEM blocks (RFC 7468).
 *
 * @param file that was read
 * @param blocks in their order
 */
record PemFile(Path file, List<Block> blocks) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** AlgorithmIdentifier of RSA: its OID and NULL (RFC 8017 appendix C). */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** OID of EC public keys (RFC 5480 section 2.1.1). */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  @SuppressWarnings("ArrayRecordComponent")
  record Block(String label, byte[] content) {}

  static PemFile read(Path file) throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      try {
        byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
        blocks.add(new Block(matcher.group(1), content));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + " has a damaged " + matcher.group(1) + " block", e);
      }
    }
    return new PemFile(file, blocks);
  }

  /** All certificates. */
  List<X509Certificate> certificates() throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> all = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label.equals("CERTIFICATE")) {
        all.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content)));
      }
    }
    if (all.isEmpty()) {
      throw new IOException(file + " holds no certificate in PEM form");
    }
    return all;
  }

  /** The first private key. */
  PrivateKey privateKey() throws IOException, GeneralSecurityException {
    for (Block block : blocks) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return key(block.content);
        }
        case "RSA PRIVATE KEY" -> {
          return key(pkcs8(RSA, block.content));
        }
        case "EC PRIVATE KEY" -> {
          return key(pkcs8(der(0x30, EC, curve(block.content)), block.content));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new IOException(
                file + " is encrypted; decrypt it with: openssl pkcs8 -in KEY -out PLAIN_KEY");
        default -> {}
      }
    }
    throw new IOException(file + " holds no private key in PEM form");
  }

  private PrivateKey key(byte[] pkcs8) throws IOException, GeneralSecurityException {
    InvalidKeySpecException last = null;
    for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        last = e; // The encoding names its algorithm: only one of these reads it.
      }
    }
    throw new IOException(file + " holds a private key that is neither RSA, EC nor EdDSA", last);
  }

  /** PrivateKeyInfo around a key (RFC 5208 section 5). */
  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return der(0x30, new byte[] {2, 1, 0}, algorithm, der(0x04, key));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = content.size();
    out.write(tag);
    if (length >= 0x80) {
      out.write(length > 0xff ? 0x82 : 0x81);
      if (length > 0xff) {
        out.write(length >> 8);
      }
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  /**
   * The name of the curve in ECPrivateKey: after version and key, in parameters [0] (RFC 5915
   * section 3).
   */
  private byte[] curve(byte[] sec1) throws IOException {
    try {
      int at = (sec1[1] & 0x80) == 0 ? 2 : 2 + (sec1[1] & 0x7f);
      at += 2 + sec1[at + 1];
      at += 2 + sec1[at + 1];
      if ((sec1[at] & 0xff) == 0xa0) {
        return Arrays.copyOfRange(sec1, at + 2, at + 2 + sec1[at + 1]);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(file + " holds a damaged EC key", e);
    }
    throw new IOException(file + " holds an EC key that does not name its curve");
  }
}
