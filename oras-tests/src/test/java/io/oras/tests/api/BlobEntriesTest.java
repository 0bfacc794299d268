package io.oras.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.oras.api.error.ArchiveException;
import io.oras.api.error.ContentVerificationException;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.spi.HttpTransportProvider;
import io.oras.api.spi.TransportConfig;
import io.oras.api.transport.Headers;
import io.oras.api.transport.HttpTransport;
import io.oras.api.transport.TransportRequest;
import io.oras.api.transport.TransportResponse;
import io.oras.core.Blobs;
import io.oras.core.Oras;
import io.oras.core.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** One file of a folder that was pushed as a layer. */
class BlobEntriesTest extends ApiTest {
  private static final MediaType TAR = new MediaType("application/vnd.oci.image.layer.v1.tar");

  /** Writes an archive. */
  @FunctionalInterface
  private interface Entries {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(Entries entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      entries.write(tar);
    }
    return bytes.toByteArray();
  }

  private static void file(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void other(TarArchiveOutputStream tar, String name, byte type, String link)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setLinkName(link);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static byte[] site() throws IOException {
    return tar(
        tar -> {
          other(tar, "site/", TarConstants.LF_DIR, "");
          file(tar, "site/index.html", "<p>".getBytes(UTF_8));
          file(tar, "site/later", new byte[100_000]);
          other(tar, "site/link", TarConstants.LF_SYMLINK, "index.html");
        });
  }

  private static byte[] read(Blobs blobs, Descriptor folder, String path) throws IOException {
    try (InputStream in = blobs.openEntry(folder, path)) {
      return in.readAllBytes();
    }
  }

  @Test
  void oneFileIsReadFromEveryKindOfRepository() throws IOException {
    byte[] site = site();
    for (Repository place : new Repository[] {app, oras.layout(dir.resolve("l")), oras.memory()}) {
      Descriptor folder = place.blobs().push(TAR, site);
      assertArrayEquals(
          "<p>".getBytes(UTF_8), read(place.blobs(), folder, "site/index.html"), place.name());
      assertEquals(100_000, read(place.blobs(), folder, "./site//later").length);
    }
  }

  @Test
  void theEndFailsIfALaterByteOfTheLayerIsWrong() throws IOException {
    Repository layout = oras.layout(dir.resolve("layout"));
    byte[] site = site();
    Descriptor folder = layout.blobs().push(TAR, site);
    Path blob = dir.resolve("layout/blobs/sha256").resolve(folder.digest().encoded());
    assertTrue(blob.toFile().setWritable(true));
    site[10_000] ^= 1;
    Files.write(blob, site);
    try (InputStream in = layout.blobs().openEntry(folder, "site/index.html")) {
      assertEquals("<p>", new String(in.readNBytes(3), UTF_8));
      assertThrows(ContentVerificationException.class, in::read);
    }
  }

  @Test
  void aMissingFileIsNotFound() throws IOException {
    Descriptor folder = app.blobs().push(TAR, site());
    NotFoundException e =
        assertThrows(NotFoundException.class, () -> app.blobs().openEntry(folder, "site/none"));
    assertTrue(e.getMessage().contains("'site/none'"), e.getMessage());
  }

  @Test
  void aMissingLayerIsNotFound() {
    Descriptor absent = Descriptor.of(TAR, new byte[] {1});
    assertThrows(NotFoundException.class, () -> app.blobs().openEntry(absent, "site/index.html"));
  }

  @Test
  void aFileThatOccursTwiceFailsAtItsEnd() throws IOException {
    Descriptor folder =
        app.blobs()
            .push(
                TAR,
                tar(
                    tar -> {
                      file(tar, "a", "first".getBytes(UTF_8));
                      file(tar, "./a", "second".getBytes(UTF_8));
                    }));
    try (InputStream in = app.blobs().openEntry(folder, "a")) {
      assertEquals("first", new String(in.readNBytes(5), UTF_8));
      ArchiveException e = assertThrows(ArchiveException.class, in::read);
      assertTrue(e.getMessage().contains("occurs twice"), e.getMessage());
    }
  }

  @Test
  void foldersAndLinksAreRefused() throws IOException {
    Descriptor folder = app.blobs().push(TAR, site());
    for (String name : new String[] {"site", "site/link"}) {
      ArchiveException e =
          assertThrows(ArchiveException.class, () -> app.blobs().openEntry(folder, name));
      assertTrue(e.getMessage().contains("is not a file"), e.getMessage());
    }
  }

  @Test
  void aLayerThatIsNoArchiveIsRefused() throws IOException {
    Descriptor text = app.blobs().push(TAR, "no archive, but text".repeat(100).getBytes(UTF_8));
    OrasException e =
        assertThrows(OrasException.class, () -> app.blobs().openEntry(text, "site/index.html"));
    assertTrue(e instanceof ArchiveException, e.toString());
  }

  @Test
  void anArchiveThatUnpacksToFarMoreThanItsSizeIsStopped() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(
          tar(
              tar -> {
                file(tar, "small", new byte[1]);
                file(tar, "zeros", new byte[64 << 20]);
              }));
    }
    Descriptor folder = app.blobs().push(MediaType.OCI_LAYER_GZIP, packed.toByteArray());
    try (Oras careful = client().limits(l -> l.archiveBytes(1 << 20)).build()) {
      Blobs blobs = careful.repository(app.name()).blobs();
      assertThrows(LimitExceededException.class, () -> read(blobs, folder, "zeros"));
      assertThrows(LimitExceededException.class, () -> read(blobs, folder, "small"));
    }
    try (Oras careful = client().limits(l -> l.archiveRatio(10)).build()) {
      Blobs blobs = careful.repository(app.name()).blobs();
      assertThrows(LimitExceededException.class, () -> read(blobs, folder, "zeros"));
    }
  }

  @Test
  void closingEarlyClosesTheResponse() throws IOException {
    Descriptor folder = app.blobs().push(TAR, site());
    OpenResponses transport = new OpenResponses();
    try (Oras counted = client().transport(transport).build()) {
      InputStream in = counted.repository(app.name()).blobs().openEntry(folder, "site/index.html");
      assertEquals('<', in.read());
      assertEquals(1, transport.open.get());
      in.close();
      assertEquals(0, transport.open.get());
      assertThrows(
          NotFoundException.class,
          () -> counted.repository(app.name()).blobs().openEntry(folder, "none"));
      assertEquals(0, transport.open.get());
    }
  }

  /** Counts the responses that are open. */
  private static final class OpenResponses implements HttpTransport {
    private final HttpTransport next =
        ServiceLoader.load(HttpTransportProvider.class)
            .findFirst()
            .orElseThrow()
            .create(new TransportConfig() {});
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public TransportResponse send(TransportRequest request) throws IOException {
      TransportResponse response = next.send(request);
      open.incrementAndGet();
      return new TransportResponse() {
        private boolean closed;

        @Override
        public int status() {
          return response.status();
        }

        @Override
        public Headers headers() {
          return response.headers();
        }

        @Override
        public URI uri() {
          return response.uri();
        }

        @Override
        public InputStream body() {
          return response.body();
        }

        @Override
        public void close() {
          if (!closed) {
            closed = true;
            open.decrementAndGet();
          }
          response.close();
        }
      };
    }

    @Override
    public void close() {
      next.close();
    }
  }
}
