package io.oras.api.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.ErrorContext;
import io.oras.api.error.OrasException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("IMG-DIG-09")
final class VerifyingInputStreamTest {
  private static final byte[] CONTENT = "hello world".getBytes(US_ASCII);
  private static final Descriptor EXPECTED = Descriptor.of(MediaType.OCTET_STREAM, CONTENT);

  /** Counts what was taken from below. */
  private static final class Counting extends FilterInputStream {
    private long taken;
    private boolean closed;

    Counting(byte[] content) {
      super(new ByteArrayInputStream(content));
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      taken += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = super.read(b, off, len);
      taken += Math.max(n, 0);
      return n;
    }

    @Override
    public void close() throws IOException {
      closed = true;
      super.close();
    }
  }

  private static ContentVerificationException failure(InputStream in) {
    return assertThrows(ContentVerificationException.class, in::readAllBytes);
  }

  private static byte[] with(byte[] content, int length, int flipped) {
    byte[] copy = java.util.Arrays.copyOf(content, length);
    if (flipped >= 0) {
      copy[flipped] ^= 1;
    }
    return copy;
  }

  @Test
  @Tag("IMG-DIG-07")
  void rightContentComesThroughAndTheStreamBelowIsClosed() throws IOException {
    Counting below = new Counting(CONTENT);
    try (InputStream in = VerifyingInputStream.of(below, EXPECTED)) {
      assertEquals("hello world", new String(in.readAllBytes(), US_ASCII));
      assertEquals(-1, in.read());
      assertEquals(-1, in.read(new byte[4]));
    }
    assertTrue(below.closed);
  }

  @Test
  @Tag("IMG-DIG-08")
  void sha512IsVerifiedWithSha512() throws IOException {
    Descriptor expected =
        Descriptor.of(
            MediaType.OCTET_STREAM, Digest.of(DigestAlgorithm.SHA512, CONTENT), CONTENT.length);
    InputStream in = VerifyingInputStream.of(new ByteArrayInputStream(CONTENT), expected);
    assertEquals(11, in.readAllBytes().length);
    failure(VerifyingInputStream.of(new ByteArrayInputStream(with(CONTENT, 11, 3)), expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 10})
  @Tag("IMG-DIG-07")
  void oneFlippedBitIsFound(int index) throws IOException {
    InputStream in =
        VerifyingInputStream.of(new ByteArrayInputStream(with(CONTENT, 11, index)), EXPECTED);
    assertTrue(failure(in).getMessage().contains("has the digest sha256:"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void theLastByteIsNeverDeliveredUnverified(int buffer) throws IOException {
    InputStream in =
        VerifyingInputStream.of(new ByteArrayInputStream(with(CONTENT, 11, 0)), EXPECTED);
    byte[] b = new byte[buffer];
    long[] delivered = new long[1];
    assertThrows(
        ContentVerificationException.class,
        () -> {
          for (int n = in.read(b); n >= 0; n = in.read(b)) {
            delivered[0] += n;
          }
        });
    assertTrue(delivered[0] < CONTENT.length, "delivered " + delivered[0]);
  }

  @Test
  void readingByteByByteFailsInsteadOfDeliveringTheLast() throws IOException {
    InputStream in =
        VerifyingInputStream.of(new ByteArrayInputStream(with(CONTENT, 11, 0)), EXPECTED);
    in.skipNBytes(10);
    assertThrows(ContentVerificationException.class, in::read);
  }

  @Test
  void skippingTheWholeContentVerifiesIt() throws IOException {
    InputStream in =
        VerifyingInputStream.of(new ByteArrayInputStream(with(CONTENT, 11, 0)), EXPECTED);
    assertThrows(ContentVerificationException.class, () -> in.skip(100));
  }

  @Test
  @Tag("IMG-DIG-10")
  @Tag("IMG-DESC-04")
  void contentThatIsLongerIsReadOneBytePastTheEndAtMost() throws IOException {
    Counting below = new Counting(with(CONTENT, 10_000, -1));
    InputStream in = VerifyingInputStream.of(below, EXPECTED);
    assertTrue(failure(in).getMessage().contains("has more than 11 bytes, expected 11"));
    assertEquals(12, below.taken);
  }

  @Test
  @Tag("IMG-DIG-10")
  @Tag("IMG-DESC-04")
  void contentThatIsShorterIsRefusedForItsSize() throws IOException {
    InputStream in =
        VerifyingInputStream.of(new ByteArrayInputStream(with(CONTENT, 7, -1)), EXPECTED);
    assertTrue(failure(in).getMessage().contains("has 7 bytes, expected 11"));
  }

  @Test
  @Tag("IMG-DIG-10")
  void theSizeIsJudgedBeforeTheDigest() throws IOException {
    InputStream in =
        VerifyingInputStream.of(new ByteArrayInputStream(with(CONTENT, 12, 0)), EXPECTED);
    assertTrue(failure(in).getMessage().contains("has more than 11 bytes"));
  }

  @Test
  void emptyContentIsVerifiedToo() throws IOException {
    Descriptor empty = Descriptor.of(MediaType.OCTET_STREAM, new byte[0]);
    assertEquals(-1, VerifyingInputStream.of(InputStream.nullInputStream(), empty).read());
    InputStream longer = VerifyingInputStream.of(new ByteArrayInputStream(CONTENT), empty);
    assertThrows(ContentVerificationException.class, longer::read);
    Descriptor wrong = Descriptor.of(MediaType.OCTET_STREAM, EXPECTED.digest(), 0);
    InputStream other = VerifyingInputStream.of(InputStream.nullInputStream(), wrong);
    assertThrows(ContentVerificationException.class, other::read);
  }

  @Test
  void aFailureStaysAFailureWhoeverAsksAgain() throws IOException {
    Counting longer = new Counting(with(CONTENT, 12, -1));
    // A computation that is asked twice starts anew, and would find the digest of nothing.
    Descriptor nothing =
        Descriptor.of(MediaType.OCTET_STREAM, Digest.of(new byte[0]), CONTENT.length);
    for (InputStream in :
        new InputStream[] {
          VerifyingInputStream.of(longer, EXPECTED),
          VerifyingInputStream.of(new ByteArrayInputStream(CONTENT), nothing)
        }) {
      failure(in);
      assertThrows(ContentVerificationException.class, in::read);
      failure(in);
    }
    assertEquals(12, longer.taken);
  }

  @Test
  void contentIsHashedOnceHoweverManyLayersAskForIt() throws IOException {
    InputStream one = VerifyingInputStream.of(new ByteArrayInputStream(CONTENT), EXPECTED);
    assertSame(one, VerifyingInputStream.of(one, EXPECTED));
    Descriptor other = Descriptor.of(MediaType.OCTET_STREAM, EXPECTED.digest(), 12);
    assertNotSame(one, VerifyingInputStream.of(one, other));
    assertEquals('h', one.read());
    assertNotSame(one, VerifyingInputStream.of(one, EXPECTED));
  }

  @Test
  void whatAReadFailsWithIsChangedBeforeItIsThrown() throws IOException {
    Descriptor wrong = Descriptor.of(MediaType.OCTET_STREAM, EXPECTED.digest(), 12);
    InputStream in = VerifyingInputStream.of(new ByteArrayInputStream(CONTENT), wrong);
    ((VerifyingInputStream) in).onFailure(e -> e.with(ErrorContext.doing("reading")));
    ((VerifyingInputStream) in).onFailure(e -> e.with(ErrorContext.doing("copying")));
    OrasException thrown = assertThrows(ContentVerificationException.class, in::readAllBytes);
    assertEquals(List.of("reading", "copying"), thrown.activities());
  }

  @Test
  @Tag("IMG-DIG-11")
  void contentThatNobodyCanVerifyIsNotOpened() {
    Descriptor other = Descriptor.of(MediaType.OCTET_STREAM, Digest.parse("other:abc"), 11);
    assertThrows(
        UnsupportedDigestException.class,
        () -> VerifyingInputStream.of(new ByteArrayInputStream(CONTENT), other));
    assertThrows(
        UnsupportedDigestException.class, () -> VerifyingInputStream.verify(CONTENT, other));
  }

  @Test
  void bytesAtHandAreVerifiedTheSameWay() throws IOException {
    assertSame(CONTENT, VerifyingInputStream.verify(CONTENT, EXPECTED));
    for (byte[] bad : new byte[][] {with(CONTENT, 11, 1), with(CONTENT, 10, -1)}) {
      assertThrows(
          ContentVerificationException.class, () -> VerifyingInputStream.verify(bad, EXPECTED));
    }
  }

  @Test
  void aMarkWouldReadBytesTwice() throws IOException {
    InputStream in = VerifyingInputStream.of(new ByteArrayInputStream(CONTENT), EXPECTED);
    assertFalse(in.markSupported());
    in.mark(5);
    assertThrows(IOException.class, in::reset);
  }
}
