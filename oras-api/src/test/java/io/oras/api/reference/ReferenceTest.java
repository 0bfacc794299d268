package io.oras.api.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceTest {
  private static final String SHA256 = "sha256:" + "a".repeat(64);
  private static final String SHA512 = "sha512:" + "b".repeat(128);

  private static InvalidReferenceException refusal(String text) {
    return assertThrows(InvalidReferenceException.class, () -> Reference.parse(text));
  }

  static Stream<String> names() {
    return Stream.of(
        "a",
        "0",
        "library/alpine",
        "a/b/c/d",
        "a.b",
        "a_b",
        "a__b",
        "a__b__c",
        "a-b",
        "a--b",
        "a---b",
        "foo.bar/baz-qux",
        "xn--80ak6aa92e/foo",
        "a".repeat(255),
        "a/manifests/b",
        "blobs/uploads",
        "tags/list");
  }

  @ParameterizedTest
  @MethodSource("names")
  @Tag("DIST-REF-01")
  @Tag("DIST-REF-07")
  void repositoriesAreNamedAsTheSpecificationSays(String name) {
    assertEquals(name, new RepositoryName("r.io", name).path());
    assertEquals(name, Reference.parse("r.io/" + name + ":t").repository().path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "A", "Library/alpine", "-a", "a-", ".a", "_a", "a_", "a..b", "a._b", "a.-b", "a-_b",
        "a___b", "/a", "a/", "a//b", "a/-b", "a/b_", "a/_b/c", "a b", "a:b", "a@b", "ä", "a\n"
      })
  @Tag("DIST-REF-01")
  void otherNamesAreRefused(String name) {
    assertThrows(InvalidReferenceException.class, () -> new RepositoryName("r.io", name));
  }

  static Stream<String> tags() {
    return Stream.of(
        "latest",
        "v1.0.0",
        "_x",
        "__",
        "1",
        "A",
        "a.b-c_d",
        "a".repeat(128),
        "sha256-" + "a".repeat(64));
  }

  @ParameterizedTest
  @MethodSource("tags")
  @Tag("DIST-REF-02")
  void tagsAreWrittenAsTheSpecificationSays(String tag) {
    assertTrue(Reference.isTag(tag));
    assertEquals(tag, Reference.requireTag(tag));
    assertEquals(tag, Reference.parse("r.io/a:" + tag).tag().orElseThrow());
  }

  static Stream<String> noTags() {
    return Stream.of(
        "", ".a", "-a", "a+b", "v1.0.0+build", "a/b", "a:b", "a b", "é", "a".repeat(129), "a\n");
  }

  @ParameterizedTest
  @MethodSource("noTags")
  @Tag("DIST-REF-02")
  void otherTagsAreRefused(String tag) {
    assertFalse(Reference.isTag(tag));
    assertThrows(InvalidReferenceException.class, () -> Reference.requireTag(tag));
    refusal("r.io/a:" + tag);
  }

  static Stream<List<String>> references() {
    return Stream.of(
        List.of("localhost:5000/hello:v1", "localhost:5000", "hello", "v1", ""),
        List.of("localhost/hello", "localhost", "hello", "", ""),
        List.of("registry.example.org/a/b/c", "registry.example.org", "a/b/c", "", ""),
        List.of("r.example.org:5000/a@" + SHA256, "r.example.org:5000", "a", "", SHA256),
        List.of("r.example.org/a:t@" + SHA256, "r.example.org", "a", "t", SHA256),
        List.of("[::1]:5000/a:1", "[::1]:5000", "a", "1", ""),
        List.of("127.0.0.1:5000/a@" + SHA512, "127.0.0.1:5000", "a", "", SHA512));
  }

  @ParameterizedTest
  @MethodSource("references")
  @Tag("DIST-REF-05")
  @Tag("DIST-REF-06")
  void referencesAreSplitAndPutTogetherAgain(List<String> expected) {
    Reference reference = Reference.parse(expected.get(0));
    assertEquals(
        expected,
        List.of(
            reference.toString(),
            reference.repository().registry(),
            reference.repository().path(),
            reference.tag().orElse(""),
            reference.digest().map(Digest::toString).orElse("")));
  }

  @Test
  @Tag("DIST-REF-05")
  void theDigestDecidesWhereBothAreGiven() {
    assertEquals(SHA256, Reference.parse("r.io/a:t@" + SHA256).tagOrDigest().orElseThrow());
    assertEquals("t", Reference.parse("r.io/a:t").tagOrDigest().orElseThrow());
    assertTrue(Reference.parse("r.io/a").tagOrDigest().isEmpty());
  }

  static Stream<String> invalid() {
    return Stream.of(
        "",
        "r.io",
        "r.io/",
        "/a",
        "r.io/A",
        "r.io/a:",
        "r.io/a@",
        "r.io/a@sha256:abc",
        "r.io/a@t",
        "r.io/a:t:u",
        "r.io/a:5000/b",
        "r.io/a:t@" + SHA256 + "@x",
        "http://r.io/a",
        " r.io/a",
        "r.io/a:t\n",
        "r.io:/a",
        "r.io:99999/a",
        "[::1/a",
        "r..io/a",
        "-r.io/a",
        "r.io:5000x/a",
        "u@r.io/a");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  @Tag("DIST-REF-03")
  void invalidReferenceIsRefusedWithTheIndexOfTheProblem(String text) {
    InvalidReferenceException e = refusal(text);
    assertEquals(text, e.input());
    assertTrue(e.index() >= 0 && e.index() <= text.length(), e::toString);
  }

  @Test
  @Tag("DIST-REF-06")
  void eachPartIsAsLongAsItMayBeAndNoLonger() {
    String registry = "r." + "i".repeat(253);
    assertEquals(registry, Reference.parse(registry + "/a").repository().registry());
    assertEquals(0, refusal(registry + "i/a").index());

    String longest =
        registry + "/" + "a".repeat(255) + ":" + "t".repeat(128) + "@x:" + "d".repeat(1022);
    assertEquals(longest, Reference.parse(longest).toString());
  }

  @ParameterizedTest
  @CsvSource({"2048, 7, digest", "2049, 2048, longer than 2048"})
  void textThatNoReferenceCanHaveIsRefused(int length, int index, String says) {
    InvalidReferenceException e = refusal("r.io/a@" + "d".repeat(length - 7));
    assertEquals(index, e.index());
    assertTrue(String.valueOf(e.getMessage()).contains(says), e::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.io:0", "r.io:65535", "[::1]:65535", "[::1]", "[fe80::1:99999]", "a:1"})
  void aPortIsAtMost65535AndAnAddressHasNone(String registry) {
    assertEquals(registry, Reference.parse(registry + "/a").repository().registry());
    assertEquals(registry, new RepositoryName(registry, "a").registry());
  }

  @ParameterizedTest
  @CsvSource({"r.io:65536/a, 5", "[::1]:65536/a, 6", "r.io:100000/a, 0"})
  void aPortBeyondIsRefusedWhereItStands(String text, int index) {
    assertEquals(index, refusal(text).index());
  }

  @ParameterizedTest
  @CsvSource({"r.io/a/B:t, 5", "r.io/a:t:u, 7", "r.io/a:.@x, 7", "r.io/a:t@x, 9", "r.io//a, 5"})
  void theIndexIsWhereThePartBegins(String text, int index) {
    assertEquals(index, refusal(text).index());
  }

  @ParameterizedTest
  @CsvSource({"r.io/A, 5", "r.io/a:é, 7", "r.io/a@t, 7", "r.io:99999/a, 5", "alpine, 0"})
  void theIndexPointsAtThePartThatIsWrong(String text, int index) {
    assertEquals(index, refusal(text).index());
  }

  @Test
  @Tag("DIST-REF-06")
  void aNameWithoutARegistryIsAnErrorUnlessADefaultIsGiven() {
    assertTrue(
        String.valueOf(refusal("library/alpine:3").getMessage())
            .contains("the registry is missing"));
    assertEquals(
        "docker.io/library/alpine:3", Reference.parse("library/alpine:3", "docker.io").toString());
    assertEquals("r.io/a", Reference.parse("r.io/a", "docker.io").toString());
  }

  @Test
  @Tag("IMG-DIG-11")
  void aDigestOfAnotherAlgorithmIsCarried() {
    String digest = "multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8";
    Reference reference = Reference.parse("r.io/a@" + digest);
    assertEquals(digest, reference.digest().orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker.io", "index.docker.io", "registry-1.docker.io"})
  void dockerHubHasThreeNamesAndOneHost(String registry) {
    RepositoryName name = new RepositoryName(registry, "alpine");
    assertEquals("registry-1.docker.io", name.apiHost());
    assertEquals("library/alpine", name.apiPath());
    assertEquals("a/b", new RepositoryName(registry, "a/b").apiPath());
    assertEquals("alpine", new RepositoryName("r.io", "alpine").apiPath());
  }

  @ParameterizedTest
  @CsvSource({"r.io/i:t, 6", "a/a:t, 3", "localhost:5000/a:t, 16"})
  void nameOfARepositoryHasNeitherTagNorDigest(String text, int index) {
    InvalidReferenceException e =
        assertThrows(
            InvalidReferenceException.class, () -> RepositoryName.parse(text, "docker.io"));
    assertEquals(index, e.index(), e::toString);
  }

  @Test
  void nameOfARepositoryIsParsedAndPrinted() {
    RepositoryName name = RepositoryName.parse("team/app", "ghcr.io");
    assertEquals("ghcr.io/team/app", name.toString());
    assertEquals(name, RepositoryName.parse(name.toString()));
    assertEquals(Reference.parse("ghcr.io/team/app:v1"), name.tag("v1"));
    assertEquals(Reference.parse("ghcr.io/team/app@" + SHA256), name.digest(Digest.parse(SHA256)));
    assertThrows(InvalidReferenceException.class, () -> name.tag(SHA256));
  }

  @Test
  void anotherTagDropsTheDigestAndNoneIsInvented() {
    Reference both = Reference.parse("r.io/a:t@" + SHA256);
    assertEquals("r.io/a:u", both.withTag("u").toString());
    assertEquals(both, both.withDefaultTag());
    assertEquals("r.io/a:latest", Reference.parse("r.io/a").withDefaultTag().toString());
    assertTrue(Reference.parse("r.io/a").tag().isEmpty());
  }

  @Test
  @Tag("DIST-REF-04")
  void aRepositoryHasAtMost255Characters() {
    assertThrows(
        InvalidReferenceException.class, () -> new RepositoryName("r.io", "a".repeat(256)));
    assertEquals(255, new RepositoryName("r.io:5000", "a".repeat(255)).path().length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/", "a__", "a.", ":", "@", "r.io/", "a-"})
  void longTextIsRefusedWithoutOverflowingTheStack(String part) throws Exception {
    Throwable[] thrown = new Throwable[1];
    // A stack much smaller than usual: what passes here passes on a virtual thread, too.
    Thread small =
        new Thread(
            null,
            () -> {
              for (int length : new int[] {240, 2000, 2_000_000}) {
                String text = "r.io/" + part.repeat(length / part.length()) + "A";
                refusal(text);
                assertFalse(Reference.isTag(text));
                assertThrows(
                    InvalidReferenceException.class, () -> new RepositoryName("r.io", text));
                assertThrows(InvalidReferenceException.class, () -> new RepositoryName(text, "a"));
              }
            },
            "small stack",
            160 << 10);
    small.setUncaughtExceptionHandler((thread, e) -> thrown[0] = e);
    small.start();
    small.join();
    assertNull(thrown[0]);
  }
}
