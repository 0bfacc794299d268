package io.oras.trust.sigstore;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/**
 * The services of Sigstore with keys of their own: a certificate authority, the logs of
 * certificates and of signatures, and a timestamp authority. They say what a test wants.
 */
final class TestSigstore {
  static final String ISSUER = "https://issuer.test";
  static final String SUBJECT = "alice@example.test";
  private static final String ALGORITHM = "SHA256withECDSA";
  private static final String IN_TOTO = "application/vnd.in-toto+json";
  private static final X500Name AUTHORITY = new X500Name("CN=authority.test");
  private static final X500Name TIMESTAMPS = new X500Name("CN=timestamps.test");
  private static final X500Name NOBODY = new X500Name(new RDN[0]);
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2040-01-01T00:00:00Z");

  private final KeyPair authority = newKey();
  private final KeyPair certificateLog = newKey();
  private final KeyPair log = newKey();
  private final KeyPair timestampRoot = newKey();
  private final KeyPair timestamps = newKey();
  private final X509CertificateHolder authorityCertificate = root(AUTHORITY, authority);
  private final X509CertificateHolder timestampRootCertificate = root(TIMESTAMPS, timestampRoot);
  private final X509CertificateHolder timestampCertificate;

  TestSigstore() throws Exception {
    timestampCertificate =
        certificate(TIMESTAMPS, new X500Name("CN=clock.test"), timestamps.getPublic(), START, END)
            .addExtension(
                Extension.extendedKeyUsage,
                true,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
            .build(signer(timestampRoot));
  }

  private static KeyPair newKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static ContentSigner signer(KeyPair key) throws Exception {
    return new JcaContentSignerBuilder(ALGORITHM).build(key.getPrivate());
  }

  private static JcaX509v3CertificateBuilder certificate(
      X500Name issuer, X500Name subject, PublicKey key, Instant from, Instant until) {
    return new JcaX509v3CertificateBuilder(
        issuer, BigInteger.valueOf(7), Date.from(from), Date.from(until), subject, key);
  }

  private static X509CertificateHolder root(X500Name name, KeyPair key) throws Exception {
    return certificate(name, name, key.getPublic(), START, END)
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
        .build(signer(key));
  }

  static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] sign(PrivateKey key, byte[] message) throws Exception {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] id(KeyPair log) throws Exception {
    return sha256(log.getPublic().getEncoded());
  }

  /** Returns {@code trusted_root.json} with the keys of these services. */
  String trustedRoot() throws Exception {
    return """
        {"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
         "tlogs": [%s], "ctlogs": [%s],
         "certificateAuthorities": [%s], "timestampAuthorities": [%s]}
        """
        .formatted(
            log("log.test", log),
            log("certificates.test", certificateLog),
            authority("authority.test", authorityCertificate),
            authority("timestamps.test", timestampCertificate, timestampRootCertificate));
  }

  private static String log(String host, KeyPair key) throws Exception {
    return """
        {"baseUrl": "https://%s", "hashAlgorithm": "SHA2_256", "logId": {"keyId": "%s"},
         "publicKey": {"rawBytes": "%s", "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                       "validFor": {"start": "%s"}}}
        """
        .formatted(host, base64(id(key)), base64(key.getPublic().getEncoded()), START);
  }

  private static String authority(String host, X509CertificateHolder... chain) throws IOException {
    List<String> certificates = new ArrayList<>();
    for (X509CertificateHolder certificate : chain) {
      certificates.add("{\"rawBytes\": \"" + base64(certificate.getEncoded()) + "\"}");
    }
    return """
        {"subject": {"organization": "test", "commonName": "%s"}, "uri": "https://%s",
         "certChain": {"certificates": [%s]}, "validFor": {"start": "%s"}}
        """
        .formatted(host, host, String.join(",", certificates), START);
  }

  /** Returns a signature of a statement, with a certificate that is valid in that time. */
  Signed sign(String statement, Instant from, Instant until) throws Exception {
    return new Signed(statement, from, until);
  }

  /** A signed statement, from which bundles are made. */
  final class Signed {
    private final byte[] payload;
    private final byte[] signature;
    private final byte[] certificate;

    private Signed(String statement, Instant from, Instant until) throws Exception {
      KeyPair key = newKey();
      payload = utf8(statement);
      signature =
          TestSigstore.sign(
              key.getPrivate(),
              utf8("DSSEv1 28 %s %s %s".formatted(IN_TOTO, payload.length, statement)));
      certificate = leaf(key.getPublic(), from, until).getEncoded();
    }

    /** Returns a bundle with the entries of logs and the timestamps. */
    String bundle(List<String> entries, List<String> timestamps) {
      return """
          {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
           "verificationMaterial": {
             "certificate": {"rawBytes": "%s"},
             "tlogEntries": [%s],
             "timestampVerificationData": {"rfc3161Timestamps": [%s]}},
           "dsseEnvelope": {"payload": "%s", "payloadType": "%s", "signatures": [{"sig": "%s"}]}}
          """
          .formatted(
              base64(certificate),
              String.join(",", entries),
              String.join(",", timestamps),
              base64(payload),
              IN_TOTO,
              base64(signature));
    }

    /** Returns an entry of Rekor 1, whose time the log promises. */
    String entry(Instant time) throws Exception {
      String body =
          """
          {"apiVersion":"0.0.1","kind":"dsse","spec":{
            "payloadHash":{"algorithm":"sha256","value":"%s"},
            "signatures":[{"signature":"%s","verifier":"%s"}]}}
          """
              .formatted(
                  HexFormat.of().formatHex(sha256(payload)),
                  base64(signature),
                  base64(certificate));
      String promised =
          "{\"body\":\"%s\",\"integratedTime\":%s,\"logID\":\"%s\",\"logIndex\":0}"
              .formatted(
                  base64(utf8(body)), time.getEpochSecond(), HexFormat.of().formatHex(id(log)));
      return entry(
          "0.0.1",
          body,
          "\"integratedTime\": \"%s\", \"inclusionPromise\": {\"signedEntryTimestamp\": \"%s\"},"
              .formatted(
                  time.getEpochSecond(),
                  base64(TestSigstore.sign(log.getPrivate(), utf8(promised)))));
    }

    /** Returns an entry of Rekor 2, which has no time. */
    String entry() throws Exception {
      return entry(
          "0.0.2",
          """
          {"apiVersion":"0.0.2","kind":"dsse","spec":{"dsseV002":{
            "payloadHash":{"algorithm":"SHA2_256","digest":"%s"},
            "signatures":[{"content":"%s","verifier":{"keyDetails":"PKIX_ECDSA_P256_SHA_256",
              "x509Certificate":{"rawBytes":"%s"}}}]}}}
          """
              .formatted(base64(sha256(payload)), base64(signature), base64(certificate)),
          "");
    }

    /** Returns an entry of a log that has no other entry. */
    private String entry(String version, String body, String time) throws Exception {
      ByteArrayOutputStream leaf = new ByteArrayOutputStream();
      leaf.write(0);
      leaf.writeBytes(utf8(body));
      String root = base64(sha256(leaf.toByteArray()));
      String head = "log.test - 1\n1\n" + root + "\n";
      ByteArrayOutputStream signed = new ByteArrayOutputStream();
      signed.write(id(log), 0, 4);
      signed.writeBytes(TestSigstore.sign(log.getPrivate(), utf8(head)));
      String checkpoint = "%s\n\u2014 log.test %s\n".formatted(head, base64(signed.toByteArray()));
      return """
          {"logIndex": "0", "logId": {"keyId": "%s"},
           "kindVersion": {"kind": "dsse", "version": "%s"}, %s
           "inclusionProof": {"logIndex": "0", "treeSize": "1", "rootHash": "%s",
                              "checkpoint": {"envelope": "%s"}},
           "canonicalizedBody": "%s"}
          """
          .formatted(
              base64(id(log)),
              version,
              time,
              root,
              checkpoint.replace("\n", "\\n"),
              base64(utf8(body)));
    }

    /** Returns a timestamp of the signature. */
    String timestamp(Instant time) throws Exception {
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .build(
                      ALGORITHM,
                      timestamps.getPrivate(),
                      new JcaX509CertificateConverter().getCertificate(timestampCertificate)),
              new JcaDigestCalculatorProviderBuilder()
                  .build()
                  .get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
              new ASN1ObjectIdentifier("1.2.3.4"));
      TimeStampRequest request =
          new TimeStampRequestGenerator().generate(TSPAlgorithms.SHA256, sha256(signature));
      byte[] response =
          new TimeStampResponseGenerator(tokens, Set.of(TSPAlgorithms.SHA256))
              .generate(request, BigInteger.ONE, Date.from(time))
              .getEncoded();
      return "{\"signedTimestamp\": \"" + base64(response) + "\"}";
    }
  }

  /** Returns a certificate as Fulcio issues them (fulcio docs/certificate-specification.md). */
  private X509CertificateHolder leaf(PublicKey key, Instant from, Instant until) throws Exception {
    JcaX509v3CertificateBuilder builder = certificate(AUTHORITY, NOBODY, key, from, until);
    builder
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning))
        .addExtension(
            Extension.subjectAlternativeName,
            true,
            new GeneralNames(new GeneralName(GeneralName.rfc822Name, SUBJECT)))
        .addExtension(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8"), false, new DERUTF8String(ISSUER));
    byte[] unlogged =
        builder
            .build(signer(authority))
            .toASN1Structure()
            .getTBSCertificate()
            .getEncoded(ASN1Encoding.DER);
    return builder
        .addExtension(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2"),
            false,
            new DEROctetString(certificateTimestamps(unlogged, from)))
        .build(signer(authority));
  }

  /** Returns a list of one signed certificate timestamp (RFC 6962, section 3.2). */
  private byte[] certificateTimestamps(byte[] certificate, Instant time) throws Exception {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(signed);
    out.writeShort(0);
    out.writeLong(time.toEpochMilli());
    out.writeShort(1);
    out.write(id(authority));
    out.writeByte(certificate.length >> 16);
    out.writeShort(certificate.length & 0xffff);
    out.write(certificate);
    out.writeShort(0);
    byte[] signature = sign(certificateLog.getPrivate(), signed.toByteArray());

    int length = 1 + 32 + 8 + 2 + 2 + 2 + signature.length;
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    out = new DataOutputStream(list);
    out.writeShort(2 + length);
    out.writeShort(length);
    out.writeByte(0);
    out.write(id(certificateLog));
    out.writeLong(time.toEpochMilli());
    out.writeShort(0);
    out.writeByte(4);
    out.writeByte(3);
    out.writeShort(signature.length);
    out.write(signature);
    return list.toByteArray();
  }
}
