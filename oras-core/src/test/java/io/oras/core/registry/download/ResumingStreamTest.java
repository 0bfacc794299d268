package io.oras.core.registry.download;

import static io.oras.core.registry.FakeHttp.error;
import static io.oras.core.registry.FakeHttp.reply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.AccessDeniedException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.TransportException;
import io.oras.api.error.UnsupportedDigestException;
import io.oras.api.event.TransferEvent.Retrying;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.DigestAlgorithm;
import io.oras.api.model.MediaType;
import io.oras.api.transport.Headers;
import io.oras.core.registry.BrokenStream;
import io.oras.core.registry.FakeHttp;
import io.oras.core.registry.FakeHttp.Reply;
import io.oras.core.registry.Fixture;
import io.oras.core.registry.upload.UploadServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumingStreamTest {
  private static final byte[] CONTENT = content(2048);
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCTET_STREAM, CONTENT);
  private static final String PATH = " /v2/demo/blobs/" + BLOB.digest();

  private final Fixture fixture = new Fixture();
  private final FakeHttp http = fixture.http;

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31 + i / 256);
    }
    return content;
  }

  private static Reply whole() {
    return reply(200, CONTENT).with("Content-Length", "" + CONTENT.length);
  }

  /** The rest from {@code from} on, as a server that resumes sends it. */
  private static Reply rest(int from) {
    return reply(206, Arrays.copyOfRange(CONTENT, from, CONTENT.length))
        .with("Content-Range", "bytes " + from + "-2047/2048");
  }

  /** The bytes from one offset to another, then a broken connection. */
  private static Reply cut(int status, int from, int to) {
    Reply reply =
        new Reply(status, Headers.EMPTY, () -> breaking(Arrays.copyOfRange(CONTENT, from, to)));
    return status == 206 ? reply.with("Content-Range", "bytes " + from + "-2047/2048") : reply;
  }

  private static InputStream breaking(byte[] first) {
    return BrokenStream.after(first, UploadServer::reset);
  }

  private byte[] fetch() throws IOException {
    try (InputStream in = fixture.reading().fetch(BLOB)) {
      return in.readAllBytes();
    }
  }

  private List<String> ranges() {
    return http.received.stream().map(r -> r.header("Range")).toList();
  }

  @Test
  @Tag("DIST-PULL-08")
  void blobIsOneGetThatNeedsNoManifest() throws IOException {
    http.on("GET" + PATH, whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of("GET" + PATH), http.lines());
    assertEquals(List.of(""), ranges());
  }

  @Test
  @Tag("DIST-PULL-20")
  void blobWithoutContentLengthIsFetchedAndVerified() throws IOException {
    http.on("GET" + PATH, reply(200, CONTENT));
    assertArrayEquals(CONTENT, fetch());
  }

  @Test
  @Tag("DIST-PULL-09")
  @Tag("IMG-DIG-07")
  @Tag("IMG-DIG-09")
  void alteredBlobFails() {
    byte[] altered = CONTENT.clone();
    altered[1000]++;
    http.on("GET" + PATH, reply(200, altered));
    assertThrows(ContentVerificationException.class, this::fetch);
  }

  @Test
  @Tag("DIST-PULL-09")
  @Tag("IMG-DIG-10")
  void paddedBlobFailsOneByteAfterItsEnd() {
    http.on("GET" + PATH, reply(200, content(4096)));
    assertThrows(ContentVerificationException.class, this::fetch);
  }

  @Test
  @Tag("IMG-DIG-10")
  void wrongLengthFailsBeforeAnyByteIsRead() {
    http.on("GET" + PATH, reply(200, content(4096)).with("Content-Length", "4096"));
    assertThrows(ContentVerificationException.class, () -> fixture.reading().fetch(BLOB));
  }

  @Test
  @Tag("DIST-PULL-10")
  void digestHeaderOfABlobIsNotUsed() throws IOException {
    http.on("GET" + PATH, whole().with("Docker-Content-Digest", Digest.of(content(1)).toString()));
    assertArrayEquals(CONTENT, fetch());
  }

  @Test
  @Tag("DIST-PULL-21")
  void lengthOfCompressedContentIsNotCompared() throws IOException {
    http.on(
        "GET" + PATH,
        reply(200, CONTENT).with("Content-Encoding", "gzip").with("Content-Length", "99"));
    assertArrayEquals(CONTENT, fetch());
  }

  @Test
  @Tag("IMG-DIG-08")
  void sha512BlobIsVerifiedBySha512() throws IOException {
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, CONTENT);
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, sha512, CONTENT.length);
    http.on("GET /v2/demo/blobs/" + sha512, whole());
    try (InputStream in = fixture.reading().fetch(blob)) {
      assertArrayEquals(CONTENT, in.readAllBytes());
    }
    http.on("GET /v2/demo/blobs/" + sha512, reply(200, new byte[2048]));
    fixture.reading().fetch(blob).close();
    try (InputStream in = fixture.reading().fetch(blob)) {
      assertThrows(IOException.class, in::readAllBytes);
    }
  }

  @Test
  @Tag("IMG-DIG-11")
  void blobThatCannotBeVerifiedIsNotAskedFor() {
    Descriptor blob = Descriptor.of(MediaType.OCTET_STREAM, Digest.parse("multihash+base58:Qm"), 3);
    UnsupportedDigestException e =
        assertThrows(UnsupportedDigestException.class, () -> fixture.reading().fetch(blob));
    assertTrue(e.getMessage().contains("unsupported digest algorithm"), e.getMessage());
    assertEquals(List.of(), http.lines());
  }

  @Test
  @Tag("DIST-PUSH-30")
  void emptyBlobIsFetched() throws IOException {
    Descriptor empty = Descriptor.of(MediaType.OCTET_STREAM, new byte[0]);
    http.on("GET /v2/demo/blobs/" + empty.digest(), reply(200).with("Content-Length", "0"));
    try (InputStream in = fixture.reading().fetch(empty)) {
      assertEquals(-1, in.read());
    }
    assertEquals(List.of(""), ranges());
  }

  @Test
  void missingBlobIsToldWhenItIsOpened() {
    http.on("GET" + PATH, error(404, "BLOB_UNKNOWN"));
    assertThrows(NotFoundException.class, () -> fixture.reading().fetch(BLOB));
  }

  @Test
  @Tag("DIST-PULL-11")
  @Tag("DIST-PULL-12")
  void cutDownloadGoesOnByAClosedRangeAtTheRegistry() throws IOException {
    http.on("GET" + PATH, cut(200, 0, 500), cut(206, 500, 1000), rest(1000));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of("", "bytes=500-2047", "bytes=1000-2047"), ranges());
    assertEquals(2, fixture.events.size());
    assertTrue(fixture.events.get(0) instanceof Retrying);
  }

  @Test
  void bodyThatEndsEarlyIsACutToo() throws IOException {
    http.on("GET" + PATH, reply(200, Arrays.copyOf(CONTENT, 700)), rest(700));
    assertArrayEquals(CONTENT, fetch());
  }

  @Test
  @Tag("DIST-PULL-13")
  void serverThatIgnoresTheRangeIsReadFromItsStart() throws IOException {
    http.on("GET" + PATH, cut(200, 0, 500), whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(2, http.received.size());
  }

  @ParameterizedTest
  @Tag("DIST-PULL-14")
  @ValueSource(strings = {"bytes 0-1547/2048", "bytes 500-4000/*", "nonsense", ""})
  void rangeThatWasNotAskedForIsNotUsed(String range) throws IOException {
    Reply wrong = reply(206, new byte[1548]).with("Content-Range", range);
    http.on("GET" + PATH, cut(200, 0, 500), wrong, whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(List.of("", "bytes=500-2047", ""), ranges());
  }

  @Test
  @Tag("DIST-PULL-14")
  void totalOfARangeMayBeUnknown() throws IOException {
    Reply unknown =
        reply(206, Arrays.copyOfRange(CONTENT, 500, 2048))
            .with("Content-Range", "bytes 500-2047/*");
    http.on("GET" + PATH, cut(200, 0, 500), unknown);
    assertArrayEquals(CONTENT, fetch());
    assertEquals(2, http.received.size());
  }

  @Test
  @Tag("DIST-PULL-15")
  void refusedRangeIsFetchedFromTheStart() throws IOException {
    http.on("GET" + PATH, cut(200, 0, 500), reply(416), whole());
    assertArrayEquals(CONTENT, fetch());
    assertEquals(3, http.received.size());
  }

  @Test
  @Tag("DIST-PULL-15")
  void registryThatAlwaysCutsIsGivenUp() {
    http.on("GET" + PATH, cut(200, 0, 0));
    TransportException e = assertThrows(TransportException.class, this::fetch);
    assertTrue(e.getMessage().contains("0 of 2048"), e.getMessage());
    assertEquals(6, http.received.size());
  }

  @Test
  void connectionThatBreaksAfterTheLastByteDoesNotMatter() throws IOException {
    http.on("GET" + PATH, cut(200, 0, 2048));
    assertArrayEquals(CONTENT, fetch());
    assertEquals(1, http.received.size());
  }

  @Test
  void resumedBytesThatDifferFailTheDigest() {
    http.on(
        "GET" + PATH,
        cut(200, 0, 500),
        reply(206, new byte[1548]).with("Content-Range", "bytes 500-2047/2048"));
    assertThrows(ContentVerificationException.class, this::fetch);
  }

  @Test
  void partIsAskedForByItsRange() throws IOException {
    http.on(
        "GET" + PATH,
        reply(206, Arrays.copyOfRange(CONTENT, 500, 1500))
            .with("Content-Range", "bytes 500-1499/2048"),
        whole());
    for (int i = 0; i < 2; i++) {
      try (InputStream in = fixture.reading().fetchRange(BLOB, 500, 1000)) {
        assertArrayEquals(Arrays.copyOfRange(CONTENT, 500, 1500), in.readAllBytes());
      }
      assertEquals("bytes=500-1499", http.last().header("Range"));
    }
    assertThrows(
        IndexOutOfBoundsException.class, () -> fixture.reading().fetchRange(BLOB, 2000, 100));
  }

  @Test
  @Tag("DIST-PUSH-28")
  void existenceIsOneHead() throws IOException {
    http.on("HEAD" + PATH, reply(200), reply(404));
    assertTrue(fixture.writing().exists(BLOB));
    assertFalse(fixture.writing().exists(BLOB));
    assertEquals(2, http.received.size());
  }

  @ParameterizedTest
  @Tag("DIST-PUSH-28")
  @ValueSource(ints = {403, 405})
  void refusedHeadLeavesItToTheUpload(int status) throws IOException {
    http.on("HEAD" + PATH, reply(status));
    assertFalse(fixture.writing().exists(BLOB));
    assertEquals(1, http.received.size());
  }

  @Test
  void readerAsksByGetWhereHeadIsRefused() throws IOException {
    http.on("HEAD" + PATH, reply(405), reply(403)).on("GET" + PATH, whole());
    assertTrue(fixture.reading().exists(BLOB));
    http.on("GET" + PATH, error(403, "DENIED"));
    fixture.reading().exists(BLOB);
    assertThrows(AccessDeniedException.class, () -> fixture.reading().exists(BLOB));
    assertEquals(1, http.all("HEAD").size());
  }

  @Test
  void failureOfTheServerIsNoAbsence() {
    http.on("HEAD" + PATH, reply(500));
    assertThrows(IOException.class, () -> fixture.writing().exists(BLOB));
  }
}
