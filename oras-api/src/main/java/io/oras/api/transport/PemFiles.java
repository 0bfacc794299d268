package io.oras.api.transport;

import io.oras.api.content.ContentSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and private keys in PEM form (RFC 7468), from a file or from text. Text
 * between the blocks is ignored. A transport needs this for what {@link TlsSettings} hold, if
 * {@link TlsSettings#context} does not suffice.
 */
public final class PemFiles {
  /** Far above the bundles of authorities that systems have, about 250 KiB. */
  private static final int LIMIT = 16 << 20;

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** AlgorithmIdentifier of RSA: its OID and NULL (RFC 8017 appendix C). */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** OID of EC public keys (RFC 5480 section 2.1.1). */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PemFiles() {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Block(String label, byte[] content) {}

  /**
   * Returns all certificates, in order; at least one.
   *
   * @throws IOException if the source cannot be read, has no certificate or a damaged block
   */
  public static List<X509Certificate> certificates(ContentSource source) throws IOException {
    List<X509Certificate> all = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(source)) {
        if (block.label.equals("CERTIFICATE")) {
          all.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.content)));
        }
      }
    } catch (CertificateException e) {
      throw new IOException(name(source) + " has a damaged certificate: " + e.getMessage(), e);
    }
    if (all.isEmpty()) {
      throw new IOException(name(source) + " contains no certificate in PEM format");
    }
    return all;
  }

  /**
   * Returns the first private key: RSA, EC or EdDSA in PKCS#8 form (RFC 5208), or RSA or EC in the
   * traditional form (RFC 8017, RFC 5915).
   *
   * @throws IOException if the source cannot be read, has no private key, one of another kind, or
   *     an encrypted one
   */
  public static PrivateKey privateKey(ContentSource source) throws IOException {
    for (Block block : blocks(source)) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return key(source, block.content);
        }
        case "RSA PRIVATE KEY" -> {
          return key(source, pkcs8(RSA, block.content));
        }
        case "EC PRIVATE KEY" -> {
          byte[] algorithm = der(0x30, EC, curve(source, block.content));
          return key(source, pkcs8(algorithm, block.content));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new IOException(
                name(source)
                    + " is encrypted; decrypt it with: openssl pkcs8 -in KEY -out PLAIN_KEY");
        default -> {}
      }
    }
    throw new IOException(name(source) + " contains no private key in PEM format");
  }

  private static String name(ContentSource source) {
    return source.file().map(Path::toString).orElse("the PEM text");
  }

  private static List<Block> blocks(ContentSource source) throws IOException {
    byte[] bytes;
    try (InputStream in = source.open()) {
      bytes = in.readNBytes(LIMIT + 1);
    }
    if (bytes.length > LIMIT) {
      throw new IOException(name(source) + " is larger than " + LIMIT + " bytes");
    }
    Matcher matcher = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    List<Block> blocks = new ArrayList<>();
    while (matcher.find()) {
      try {
        byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
        blocks.add(new Block(matcher.group(1), content));
      } catch (IllegalArgumentException e) {
        throw new IOException(name(source) + " has a damaged " + matcher.group(1) + " block", e);
      }
    }
    return blocks;
  }

  private static PrivateKey key(ContentSource source, byte[] pkcs8) throws IOException {
    GeneralSecurityException last = null;
    for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        last = e; // The encoding names its algorithm: only one of these reads it.
      }
    }
    throw new IOException(
        name(source) + " contains a private key that is not RSA, EC or EdDSA", last);
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
  private static byte[] curve(ContentSource source, byte[] sec1) throws IOException {
    try {
      int at = (sec1[1] & 0x80) == 0 ? 2 : 2 + (sec1[1] & 0x7f);
      at += 2 + sec1[at + 1];
      at += 2 + sec1[at + 1];
      if ((sec1[at] & 0xff) == 0xa0) {
        return Arrays.copyOfRange(sec1, at + 2, at + 2 + sec1[at + 1]);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(name(source) + " contains a damaged EC key", e);
    }
    throw new IOException(name(source) + " contains an EC key without the name of its curve");
  }
}
