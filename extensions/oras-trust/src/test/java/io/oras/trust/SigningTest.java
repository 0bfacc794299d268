package io.oras.trust;

import static io.oras.trust.Fixtures.pem;
import static io.oras.trust.Fixtures.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.ContentSource;
import io.oras.api.content.Target;
import io.oras.api.error.ConfigurationException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.ArtifactSigner;
import io.oras.api.spi.Verdict;
import io.oras.trust.Fixtures.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that this module makes, and the files of the keys. */
class SigningTest {
  @TempDir Path dir;

  private static KeyPair pair(String kind, String parameter) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) {
      generator.initialize(new ECGenParameterSpec(parameter));
    } else if (kind.equals("RSA")) {
      generator.initialize(Integer.parseInt(parameter));
    }
    return generator.generateKeyPair();
  }

  private Path write(String label, byte[] der) throws IOException {
    return Files.writeString(dir.resolve("signing.key"), pem(label, der));
  }

  private static String bundle(ArtifactSigner signer) throws IOException {
    Artifact artifact = CosignSignature.bundle(Digest.parse(Fixtures.DIGEST), signer);
    Layer layer = artifact.layers().get(0);
    assertEquals(artifact.type(), layer.mediaType());
    try (InputStream in = layer.content().orElseThrow().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertVerified(ArtifactSigner signer, PublicKey key) throws IOException {
    Verdict verdict =
        KeyVerifier.of(TrustedKey.of("t.pub", key))
            .verify(signed("h.test/a:1"), new Stored().bundle(bundle(signer)));
    assertInstanceOf(Verdict.Accepted.class, verdict, verdict::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "EC, secp256r1",
    "EC, secp384r1",
    "EC, secp521r1",
    "RSA, 2048",
    "RSA, 4096",
    "Ed25519, ''"
  })
  void aBundleIsVerifiedWithThePublicKey(String kind, String parameter) throws Exception {
    KeyPair pair = pair(kind, parameter);
    Path file = write("PRIVATE KEY", pair.getPrivate().getEncoded());
    assertVerified(KeySigner.read(file), pair.getPublic());
    assertVerified(KeySigner.of(pair.getPrivate(), pair.getPublic()), pair.getPublic());
  }

  @Test
  void aBundleIsAsCosignNeedsIt() throws Exception {
    KeyPair pair = pair("EC", "secp256r1");
    JsonNode bundle =
        JsonNode.parse(
            bundle(KeySigner.of(pair.getPrivate(), pair.getPublic()))
                .getBytes(StandardCharsets.UTF_8));
    // cosign refuses a signature with a keyid.
    bundle.get("dsseEnvelope").get("signatures").elements().get(0).only("sig");
    bundle.get("verificationMaterial").only("publicKey").get("publicKey").only("hint");
    bundle.only("mediaType", "verificationMaterial", "dsseEnvelope");
  }

  /** A repository with a manifest under each tag. */
  private record FakeRepository(Descriptor manifest, InputStream content, List<String> asked)
      implements Target {
    @Override
    public Descriptor resolve(String reference) {
      return manifest;
    }

    @Override
    public InputStream fetch(Descriptor descriptor) {
      asked.add(descriptor.digest().toString());
      return content;
    }

    @Override
    public boolean exists(Descriptor descriptor) {
      return true;
    }

    @Override
    public void push(Descriptor expected, ContentSource content) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void tag(Descriptor manifest, String tag) {
      throw new UnsupportedOperationException();
    }
  }

  private static Artifact tagged(Target repository) throws Exception {
    KeyPair pair = pair("EC", "secp256r1");
    return CosignSignature.tagged(
        Digest.parse(Fixtures.DIGEST),
        RepositoryName.parse("h.test/a"),
        KeySigner.of(pair.getPrivate(), pair.getPublic()),
        repository);
  }

  @Test
  void manifestOfSignaturesIsReadWithinALimitAndNotBeyondItsSize() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }
        };
    Digest digest = Digest.of(new byte[0]);
    List<String> asked = new ArrayList<>();
    Descriptor large = Descriptor.of(MediaType.OCI_MANIFEST, digest, (4 << 20) + 1);
    assertThrows(
        LimitExceededException.class, () -> tagged(new FakeRepository(large, endless, asked)));
    assertEquals(List.of(), asked);
    Descriptor small = Descriptor.of(MediaType.OCI_MANIFEST, digest, 1 << 20);
    assertThrows(
        ContentVerificationException.class,
        () -> tagged(new FakeRepository(small, endless, asked)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mediaType\":\"a/b\",\"digest\":\"sha256:x\",\"size\":1}",
        "{\"mediaType\":\"a/b\",\"digest\":\"nothing\",\"size\":1}",
        "{\"mediaType\":\"a/b\",\"digest\":\"" + Fixtures.DIGEST + "\",\"size\":-1}",
        "{}",
        "7"
      })
  void layersOfExistingSignaturesThatAreInvalidAreAnError(String layer) {
    byte[] manifest = ("{\"layers\":[" + layer + "]}").getBytes(StandardCharsets.UTF_8);
    Descriptor described = Descriptor.of(MediaType.OCI_MANIFEST, manifest);
    assertThrows(
        IOException.class,
        () ->
            tagged(
                new FakeRepository(
                    described, new ByteArrayInputStream(manifest), new ArrayList<>())));
  }

  @Test
  void aHintNamesTheKeyAsCosignDoes() throws Exception {
    TrustedKey key = Fixtures.key("k.pub", Fixtures.KEY);
    ArtifactSigner signer =
        new ArtifactSigner() {
          @Override
          public byte[] sign(byte[] message) {
            return Base64.getDecoder().decode(Fixtures.V3_SIGNATURE);
          }

          @Override
          public Optional<PublicKey> publicKey() {
            return Optional.of(key.key());
          }
        };
    IOException e = assertThrows(IOException.class, () -> bundle(signer));
    assertTrue(e.getMessage().contains("not valid"), e.getMessage());
  }

  @Test
  void olderFormsOfKeysAreRead() throws Exception {
    KeyPair rsa = pair("RSA", "2048");
    byte[] pkcs8 = rsa.getPrivate().getEncoded();
    // The key is what follows version, algorithm and two headers.
    assertVerified(
        KeySigner.read(write("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length))),
        rsa.getPublic());
  }

  @Test
  void anEllipticKeyOfOpensslIsRead() throws Exception {
    KeyPair ec = pair("EC", "secp256r1");
    byte[] pkcs8 = ec.getPrivate().getEncoded();
    byte[] inner = Arrays.copyOfRange(pkcs8, 28, pkcs8.length);
    byte[] curve = {(byte) 0xa0, 10, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
    int length = 3 + 2 + 32;
    byte[] sec1 = new byte[2 + length + curve.length];
    sec1[0] = 0x30;
    sec1[1] = (byte) (length + curve.length);
    System.arraycopy(inner, 2, sec1, 2, length);
    System.arraycopy(curve, 0, sec1, 2 + length, curve.length);
    assertVerified(KeySigner.read(write("EC PRIVATE KEY", sec1)), ec.getPublic());
  }

  @Test
  void anEncryptedKeyNeedsItsPassword() throws Exception {
    KeyPair pair = pair("EC", "secp256r1");
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec("secret".toCharArray())));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    byte[] encrypted =
        new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(pair.getPrivate().getEncoded()))
            .getEncoded();
    Path file = write("ENCRYPTED PRIVATE KEY", encrypted);
    assertVerified(KeySigner.read(file, "secret".toCharArray()), pair.getPublic());
    assertThrows(ConfigurationException.class, () -> KeySigner.read(file, "wrong".toCharArray()));
    assertTrue(
        assertThrows(ConfigurationException.class, () -> KeySigner.read(file))
            .getMessage()
            .contains("no password is given"));
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> KeySigner.read(file)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY"})
  void aKeyFileOfCosignIsRefusedAndTheMessageSaysWhatToDo(String label) throws IOException {
    String message = refusal(write(label, new byte[] {1, 2, 3}));
    assertTrue(message.contains("is a key of cosign"), message);
    assertTrue(message.contains("'cosign import-key-pair --key FILE'"), message);
  }

  @Test
  void otherFilesAreRefusedByName() throws IOException {
    String message = refusal(write("PUBLIC KEY", new byte[] {1, 2, 3}));
    assertTrue(
        message.contains("is a PEM block 'PUBLIC KEY', expected 'PRIVATE KEY' (PKCS #8)"), message);
  }

  @Test
  void aKeyIsNeverShown() throws Exception {
    assertEquals("SHA256withECDSA", KeySigner.of(pair("EC", "secp256r1").getPrivate()).toString());
  }
}
