package io.oras.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.api.reference.ArtifactName;
import io.oras.api.reference.Reference;
import io.oras.api.reference.RepositoryName;
import io.oras.api.reference.StoreReference;
import io.oras.tests.property.PropertyRunner;
import io.oras.tests.property.SeededRandom;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Names of registries, repositories, stores and contents. */
class NamesFuzzTest {
  private static final String LOWER = "abcxyz019";
  private static final String[] FRAGMENTS = {
    "/", ":", "@", "#", "..", "://", "[::1]", "sha256:", "localhost", "%00", "%2e", "\\", ":99999"
  };

  private static String registry(SeededRandom chance) {
    String host =
        chance.pick("localhost", "reg.example", "127.0.0.1", "[::1]", "[fe80::1]", "a-b.c_d.e");
    return chance.oneIn(2) ? host : host + ":" + chance.between(0, 65535);
  }

  private static String repository(SeededRandom chance) {
    StringBuilder text = new StringBuilder(chance.text(LOWER, 1, 8));
    for (int more = chance.below(5); more > 0; more--) {
      text.append(chance.pick("/", "/", ".", "_", "__", "-", "---"));
      text.append(chance.text(LOWER, 1, 8));
    }
    return text.toString();
  }

  private static String tag(SeededRandom chance) {
    return chance.text("aZ0_", 1, 1) + chance.text("aZ0._-", 0, 127);
  }

  static Digest digest(SeededRandom chance) {
    return chance.oneIn(4)
        ? new Digest(
            chance.text("ab9", 1, 5) + chance.pick("+", ".", "_", "-") + "x",
            chance.text("aZ9=_-", 1, 80))
        : Digest.of(chance.pick(DigestAlgorithm.values()), chance.bytes(0, 9));
  }

  private static Reference reference(SeededRandom chance) {
    String name = new RepositoryName(registry(chance), repository(chance)).toString();
    Reference place = Reference.parse(chance.oneIn(2) ? name : name + ":" + tag(chance));
    return chance.oneIn(2) ? place : place.withDigest(digest(chance));
  }

  @Test
  void aReferenceIsReadAsItIsWritten() {
    PropertyRunner.check(
        "reference",
        800,
        chance -> {
          Reference reference = reference(chance);
          assertEquals(reference, Reference.parse(reference.toString()));
          assertEquals(reference, Reference.parse(reference.toString(), "docker.io"));
          assertEquals(reference, ArtifactName.parse(reference.toString()));
        });
  }

  @Test
  void whatIsNoReferenceIsRefusedWithItsPlace() {
    PropertyRunner.check(
        "reference-mutated",
        2000,
        chance -> {
          String text = chance.mutated(reference(chance).toString(), FRAGMENTS);
          text = chance.oneIn(100) ? text.repeat(chance.between(1, 3000)) : text;
          try {
            assertEquals(text, Reference.parse(text).toString());
          } catch (InvalidReferenceException e) {
            assertEquals(text, e.input());
            assertTrue(e.index() >= 0 && e.index() <= text.length(), () -> "index " + e.index());
            assertTrue(e.getMessage().length() < 4096, "the message repeats everything");
          }
          parseAnything(text);
        });
  }

  private static void parseAnything(String text) {
    try {
      Reference.parse(text, "docker.io");
    } catch (InvalidReferenceException e) {
      // Said so.
    }
    try {
      ArtifactName name = ArtifactName.parse(text);
      assertEquals(name, ArtifactName.parse(name.toString()));
    } catch (InvalidReferenceException e) {
      // Said so.
    }
  }

  @Test
  void aStoresNameIsReadAsItIsWritten() {
    PropertyRunner.check(
        "store-name",
        800,
        chance -> {
          URI place = URI.create(chance.pick("oci-layout", "files") + ":///tmp/" + tag(chance));
          StoreReference store = StoreReference.of(place);
          StoreReference name =
              chance.oneIn(2)
                  ? store.withDigest(digest(chance))
                  : store.withTag(chance.pick("t", "@") + chance.anyText(12));
          assertEquals(name, ArtifactName.parse(name.toString()));
        });
  }

  @Test
  void whatIsNoStoresNameIsRefused() {
    PropertyRunner.check(
        "store-name-mutated",
        2000,
        chance -> {
          String text = "oci-layout:///tmp/a%20b#" + tag(chance);
          try {
            StoreReference name = StoreReference.parse(chance.mutated(text, FRAGMENTS));
            assertEquals(name, StoreReference.parse(name.toString()));
            path(name);
          } catch (InvalidReferenceException e) {
            // Said so.
          }
        });
  }

  private static void path(StoreReference name) {
    try {
      StoreReference.path(name.store());
    } catch (IllegalArgumentException e) {
      // A place that is none on this machine.
    }
  }

  @Test
  void aDigestIsReadAsItIsWritten() {
    PropertyRunner.check(
        "digest",
        800,
        chance -> {
          Digest digest = digest(chance);
          assertEquals(digest, Digest.parse(digest.toString()));
        });
  }

  @Test
  void whatPassesForADigestCanBePartOfAPath() {
    PropertyRunner.check(
        "digest-mutated",
        2000,
        chance -> {
          String text = chance.mutated(digest(chance).toString(), FRAGMENTS);
          try {
            Digest digest = Digest.parse(text);
            assertEquals(text, digest.toString());
            assertTrue(digest.encoded().matches("[a-zA-Z0-9=_-]+"), text);
            assertFalse(digest.algorithm().startsWith("."), text);
            assertTrue(digest.algorithm().matches("[a-z0-9+._-]+"), text);
          } catch (IllegalArgumentException e) {
            assertFalse(e instanceof NumberFormatException, "not a message of ours: " + e);
          }
        });
  }

  @Test
  void aMediaTypeHoldsNothingThatEndsAHeader() {
    PropertyRunner.check(
        "media-type-mutated",
        1000,
        chance -> {
          String text = chance.mutated("application/vnd.oci.image.index.v1+json", ";", "\r\n");
          try {
            assertTrue(new MediaType(text).value().chars().allMatch(c -> c > ' ' && c < 127));
          } catch (IllegalArgumentException e) {
            // Said so.
          }
        });
  }

  @Test
  void aPlatformIsReadAsItIsWritten() {
    PropertyRunner.check(
        "platform",
        500,
        chance -> {
          Platform platform =
              Platform.parse(
                  chance.text(LOWER, 1, 8)
                      + "/"
                      + chance.text(LOWER, 1, 8)
                      + (chance.oneIn(2) ? "/" + chance.text(LOWER, 1, 4) : "")
                      + (chance.oneIn(2) ? ":" + chance.text("0123456789.", 1, 9) : ""));
          assertEquals(platform, Platform.parse(platform.toString()));
        });
  }

  @Test
  void whatIsNoPlatformIsRefused() {
    PropertyRunner.check(
        "platform-mutated",
        1000,
        chance -> {
          String text = chance.mutated("linux/arm64/v8:10.0", FRAGMENTS);
          try {
            Platform platform = Platform.parse(text);
            assertEquals(platform, Platform.parse(platform.toString()));
          } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().contains("linux/arm64/v8"), e::toString);
          }
        });
  }
}
