package io.oras.api.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.UnsupportedDigestException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DigestTest {
  private static final String A64 = "a".repeat(64);
  private static final String A128 = "a".repeat(128);

  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Digest.parse(text)).getMessage());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  static Stream<String> computable() {
    return Stream.of("sha256:" + A64, "sha512:" + A128);
  }

  static Stream<String> carried() {
    return Stream.of(
        "blake3:" + A64,
        "sha384:" + "a".repeat(96),
        // Of "{}": nobody computes it, so nobody can say that it is right.
        "sha384:d2a23bc783e3aa38f401e13c7488505137c4954a7fd88331"
            + "f1597c5ff71111dc807c7370a5b282c6da541c56ede69f30",
        "md5:d41d8cd98f00b204e9800998ecf8427e",
        "a:b",
        "multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8",
        "sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564",
        "sha256+b64u.unknownlength:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564=",
        "sha256+foo-bar:" + A64,
        "sha256.foo-bar:" + A64);
  }

  static Stream<String> ofTheWrongLengthOrCase() {
    return Stream.of(
        "sha256:" + "A".repeat(64),
        "sha256:" + "a".repeat(63),
        "sha256:" + "a".repeat(65),
        "sha256:" + "g".repeat(64),
        "sha256:baddigeststring",
        "sha512:" + A64,
        "sha512:" + "a".repeat(127),
        "sha512:" + "a".repeat(129),
        "sha512:" + "A".repeat(128),
        "blake3:" + "A".repeat(64),
        "blake3:" + "a".repeat(63));
  }

  static Stream<String> againstTheGrammar() {
    return Stream.of(
        "",
        "SHA256:" + A64,
        "sha256:",
        "sha256",
        ":abc",
        "sha256:abc def",
        "sha256:a:b",
        "sha256+foo+-b:abc",
        "+sha:abc",
        "sha256.:abc",
        "sha256:abc/def",
        "sha256:abc+def",
        "sha256 :abc",
        "sha256:../../etc/passwd",
        "sha256:" + A64 + "\n",
        "a:b\n",
        "x\n:b");
  }

  @ParameterizedTest
  @MethodSource({"computable", "carried"})
  @Tag("IMG-DIG-01")
  @Tag("IMG-DIG-05")
  void whatMeetsTheGrammarIsKeptAsItIs(String text) {
    assertEquals(text, Digest.parse(text).toString());
  }

  @ParameterizedTest
  @MethodSource("againstTheGrammar")
  @Tag("IMG-DIG-01")
  void whatDoesNotIsRefused(String text) {
    assertTrue(refusal(text).startsWith("a digest is algorithm:encoded"), refusal(text));
  }

  @ParameterizedTest
  @MethodSource("ofTheWrongLengthOrCase")
  @Tag("IMG-DIG-02")
  @Tag("IMG-DIG-03")
  @Tag("IMG-DIG-04")
  void registeredAlgorithmsHaveLowerCaseHexOfTheirLength(String text) {
    assertTrue(refusal(text).contains("lower-case hex characters, got "), refusal(text));
  }

  @Test
  void theMessageCountsAndShowsWhatWasGiven() {
    assertEquals(
        "sha256 digest needs 64 lower-case hex characters, got 3: 'ABC'", refusal("sha256:ABC"));
  }

  @ParameterizedTest
  @MethodSource("carried")
  @Tag("IMG-DIG-11")
  void anAlgorithmThatNobodyComputesIsUnsupportedNotInvalid(String text) {
    Digest digest = Digest.parse(text);
    assertTrue(digest.knownAlgorithm().isEmpty());
    String message =
        assertThrows(
                UnsupportedDigestException.class,
                () -> UnsupportedDigestException.requireKnown(digest))
            .getMessage();
    assertTrue(message.startsWith("unsupported digest algorithm '"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "'{}',44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    "'',e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "'{}\n',ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356",
    "hello world,b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
    "a,ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    "'https://github.com/opencontainers\n',"
        + "2690af59371e9eca9453dc29882643f46e5ca47ec2862bd517b5e17351325153",
    "missing content,c95e703647d1e893511f21b0642e6657ad62736da9db655efeed34ff50c7d2ee",
    "'{\"imageLayoutVersion\":\"1.0.0\"}',"
        + "18f0797eab35a4597c1e9624aa4f15fd91f6254e5538c1e0d193b2a95dd4acc6"
  })
  @Tag("IMG-DIG-06")
  @Tag("IMG-DIG-12")
  void contentHasItsSha256ByDefault(String content, String hex) {
    assertEquals("sha256:" + hex, Digest.of(utf8(content)).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'{}',27c74670adb75075fad058d5ceaf7b20c4e7786c83bae8a32f626f9782af34c9"
        + "a33c2046ef60fd2a7878d378e29fec851806bbd9a67878f3a9f1cda4830763fd",
    "'',cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
        + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    "'{}\n',ca4b6defb8adcc010050bc8b1bb8f8092c4928b8a0fba32146abcfb256e4d916"
        + "72f88ca2cdf6210e754e5b8ac5e23fb023806ccd749ac8b701f79a691f03c87a",
    "a,1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f53"
        + "02860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75",
    "hello world,309ecc489c12d6eb4cc40f50c902f2b4d0ed77ee511a7c7a9bcd3ca86d4cd86f"
        + "989dd35bc5ff499670da34255b45b0cfd830e81f605dcf7dc5542e93ae9cd76f"
  })
  @Tag("IMG-DIG-08")
  void contentHasItsSha512WhenAskedFor(String content, String hex) {
    assertEquals("sha512:" + hex, Digest.of(DigestAlgorithm.SHA512, utf8(content)).toString());
  }

  /** The ChainID is a digest over text (image-spec v1.1.1, config.md); nothing else is needed. */
  @Test
  @Tag("IMG-CFG-03")
  void chainsOfLayersAreDigestsOfText() {
    Digest ab = Digest.of(utf8("sha256:a sha256:b"));
    assertEquals(
        "sha256:970a948bffa8de94d6e22d747ba8c95030e6e546909f98f54e99a13005e173a8", ab.toString());
    assertEquals(
        "sha256:dee159b33409cefa3f6eda71539f006014283e9d9130c18a1dea7bd8a33c9b1b",
        Digest.of(utf8(ab + " sha256:c")).toString());
  }

  @Test
  void longTextIsRefusedBeforeAPatternSeesIt() {
    for (String part : List.of("a", "a+", "a:")) {
      refusal(part.repeat(1_000_000));
    }
    assertTrue(refusal("a+".repeat(100_000) + "a:b").contains("at most 1024 characters"));
    assertEquals(1022, Digest.parse("a+".repeat(510) + "a:b").algorithm().length() + 1);
  }
}
