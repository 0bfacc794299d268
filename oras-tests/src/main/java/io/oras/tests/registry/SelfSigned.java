package io.oras.tests.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1} that nobody else has (RFC
 * 5280), made anew each time, valid from yesterday for a year.
 */
record SelfSigned(SSLContext context, X509Certificate certificate) {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int OID = 0x06;
  private static final int OCTETS = 0x04;
  private static final int BITS = 0x03;
  private static final int UTC_TIME = 0x17;
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.of(SEQUENCE, Der.of(OID, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  private static final byte[] TRUE = Der.of(0x01, 0xff);

  static SelfSigned create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair pair = generator.generateKeyPair();
      byte[] content = content(pair.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(content);
      byte[] signed =
          Der.of(SEQUENCE, content, ECDSA_WITH_SHA256, Der.of(BITS, new byte[1], signature.sign()));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(signed));
      return new SelfSigned(context(pair, certificate), certificate);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK cannot make a certificate", e);
    }
  }

  private static byte[] content(byte[] publicKey) {
    byte[] name =
        Der.of(
            SEQUENCE,
            Der.of(
                SET,
                Der.of(
                    SEQUENCE,
                    Der.of(OID, 0x55, 0x04, 0x03),
                    Der.of(0x0c, "registry in a box".getBytes(StandardCharsets.US_ASCII)))));
    byte[] names =
        Der.of(
            SEQUENCE,
            Der.of(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
            Der.of(0x87, 127, 0, 0, 1),
            Der.of(0x87, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
    byte[] extensions =
        Der.of(
            SEQUENCE,
            Der.of(SEQUENCE, Der.of(OID, 0x55, 0x1d, 0x11), Der.of(OCTETS, names)),
            Der.of(
                SEQUENCE,
                Der.of(OID, 0x55, 0x1d, 0x13),
                TRUE,
                Der.of(OCTETS, Der.of(SEQUENCE, TRUE))));
    return Der.of(
        SEQUENCE,
        Der.of(0xa0, Der.of(0x02, 2)),
        Der.of(0x02, new BigInteger(64, new SecureRandom()).toByteArray()),
        ECDSA_WITH_SHA256,
        name,
        Der.of(SEQUENCE, time(Duration.ofDays(-1)), time(Duration.ofDays(365))),
        name,
        publicKey,
        Der.of(0xa3, extensions));
  }

  private static byte[] time(Duration fromNow) {
    String text =
        DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Clock.systemUTC().instant().plus(fromNow));
    return Der.of(UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static SSLContext context(KeyPair pair, X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", pair.getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** The certificate as text (RFC 7468). */
  String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was decoded is encoded", e);
    }
  }
}
