package io.oras.tests.tool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its private key (RFC 5280), which nobody else has: created anew each time,
 * valid from yesterday for a year. Immutable.
 */
public final class TestCertificate {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int OID = 0x06;
  private static final int OCTETS = 0x04;
  private static final int BITS = 0x03;
  private static final int UTC_TIME = 0x17;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final byte[] ECDSA_WITH_SHA256 =
      Der.of(SEQUENCE, Der.of(OID, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  private static final byte[] TRUE = Der.of(0x01, 0xff);
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  private final KeyPair pair;
  private final X509Certificate certificate;
  private final String subject;
  private final @Nullable TestCertificate issuer;

  private TestCertificate(
      String subject, boolean authority, @Nullable TestCertificate issuer, String... names) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      this.subject = subject;
      this.issuer = issuer;
      pair = generator.generateKeyPair();
      byte[] content = content(authority, names);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign((issuer == null ? pair : issuer.pair).getPrivate());
      signature.update(content);
      byte[] signed =
          Der.of(SEQUENCE, content, ECDSA_WITH_SHA256, Der.of(BITS, new byte[1], signature.sign()));
      certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot create a certificate", e);
    }
  }

  /**
   * Creates a certificate that is signed with its own key and may sign others.
   *
   * @param names host names and IP addresses that it is for
   */
  public static TestCertificate selfSigned(String... names) {
    return new TestCertificate("in-process registry", true, null, names);
  }

  /** Creates a certificate that is signed with the key of this one, for these names. */
  public TestCertificate issue(String... names) {
    return new TestCertificate(String.join(" ", names), false, this, names);
  }

  private byte[] content(boolean authority, String... names) {
    byte[][] encoded = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      encoded[i] = name(names[i]);
    }
    byte[] alternatives =
        Der.of(SEQUENCE, Der.of(OID, 0x55, 0x1d, 0x11), Der.of(OCTETS, Der.of(SEQUENCE, encoded)));
    byte[] constraints =
        Der.of(
            SEQUENCE,
            Der.of(OID, 0x55, 0x1d, 0x13),
            TRUE,
            Der.of(OCTETS, authority ? Der.of(SEQUENCE, TRUE) : Der.of(SEQUENCE, new byte[0])));
    byte[] extensions =
        names.length == 0
            ? Der.of(SEQUENCE, constraints)
            : Der.of(SEQUENCE, alternatives, constraints);
    return Der.of(
        SEQUENCE,
        Der.of(0xa0, Der.of(0x02, 2)),
        Der.of(0x02, new BigInteger(64, new SecureRandom()).toByteArray()),
        ECDSA_WITH_SHA256,
        commonName(issuer == null ? subject : issuer.subject),
        Der.of(SEQUENCE, time(Duration.ofDays(-1)), time(Duration.ofDays(365))),
        commonName(subject),
        pair.getPublic().getEncoded(),
        Der.of(0xa3, extensions));
  }

  private static byte[] name(String name) {
    if (!ADDRESS.matcher(name).matches()) {
      return Der.of(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      return Der.of(IP_ADDRESS, InetAddress.getByName(name).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + name, e);
    }
  }

  private static byte[] commonName(String name) {
    return Der.of(
        SEQUENCE,
        Der.of(
            SET,
            Der.of(
                SEQUENCE,
                Der.of(OID, 0x55, 0x04, 0x03),
                Der.of(0x0c, name.getBytes(StandardCharsets.US_ASCII)))));
  }

  private static byte[] time(Duration fromNow) {
    String text =
        DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Clock.systemUTC().instant().plus(fromNow));
    return Der.of(UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Creates the context of a server with this certificate, which trusts clients of its issuer. */
  public SSLContext serverContext() {
    try {
      TestCertificate root = issuer == null ? this : issuer;
      KeyStore keys = emptyStore();
      keys.setKeyEntry(
          "server",
          pair.getPrivate(),
          new char[0],
          issuer == null
              ? new Certificate[] {certificate}
              : new Certificate[] {certificate, root.certificate});
      KeyManagerFactory identity = KeyManagerFactory.getInstance("PKIX");
      identity.init(keys, new char[0]);
      KeyStore trusted = emptyStore();
      trusted.setCertificateEntry("root", root.certificate);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK cannot use a certificate", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** Returns the certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Returns the certificate as text (RFC 7468). */
  public String pem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was decoded is encoded", e);
    }
  }

  /** Returns the private key as text, in PKCS#8 (RFC 5958). */
  public String keyPem() {
    return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
