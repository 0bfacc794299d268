package io.oras.core.usecase;

import io.oras.api.content.BlobResolver;
import io.oras.api.content.ContentSource;
import io.oras.api.content.RangeFetcher;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.LimitExceededException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.spi.StoreContext.Access;
import io.oras.core.archive.PackedEntryStream;
import io.oras.core.context.ClientContext;
import io.oras.core.context.EventPublisher;
import io.oras.core.context.Limit;
import io.oras.core.context.OperationContext;
import io.oras.core.filesystem.AtomicFile;
import io.oras.core.filesystem.TemporaryContent;
import io.oras.core.graph.Ports;
import io.oras.core.registry.FileDownloader;
import io.oras.core.stream.ObservedContent;
import io.oras.core.stream.Replicas;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads and stores single blobs, and announces their transfer. */
public record BlobTransfer(ClientContext client, OperationContext operation) {
  /** Returns the descriptor of the blob with this digest. */
  public static Descriptor resolve(ReadOnlyTarget target, Digest digest) throws IOException {
    BlobResolver resolver = target.capability(BlobResolver.class).orElse(null);
    return resolver == null ? target.resolve(digest.toString()) : resolver.resolveBlob(digest);
  }

  /**
   * Opens the blob, to be verified while it is read. A blob that another place may have to send
   * again is downloaded first: bytes that the caller has read cannot be taken back.
   */
  public InputStream open(ReadOnlyTarget target, Descriptor blob) throws IOException {
    if (mayBeReplaced(target, blob)) {
      return TemporaryContent.of(file -> download(target, blob, file));
    }
    ContentSource content = target.source(blob);
    EventPublisher events = operation.events();
    if (!events.isHeard()) {
      return content.open();
    }
    events.blobStarted(blob);
    return ObservedContent.onProgress(
            content,
            () -> {},
            total -> {
              events.blobProgressed(blob, total);
              if (total == blob.size()) {
                events.blobFinished(blob);
              }
            })
        .open();
  }

  /** Opens content as {@link #open} does, and manifests too. */
  public InputStream fetch(ReadOnlyTarget target, Descriptor content) throws IOException {
    return mayBeReplaced(target, content) ? open(target, content) : target.fetch(content);
  }

  /** Manifests are read as a whole before the caller has the first byte. */
  private static boolean mayBeReplaced(ReadOnlyTarget target, Descriptor content)
      throws IOException {
    return !content.mediaType().isManifest() && Replicas.are(target, content);
  }

  /** Opens one file of a packed folder. */
  public InputStream openEntry(ReadOnlyTarget target, Descriptor folder, String path)
      throws IOException {
    return PackedEntryStream.open(
        folder,
        path,
        open(target, folder),
        client.storeContext(Access.WRITE).archives("tar"),
        client.storeContext(Access.WRITE)::compression,
        operation.budget());
  }

  /** Returns the content of the blob, within the limit for content in memory. */
  public byte[] read(ReadOnlyTarget target, Descriptor blob) throws IOException {
    requireFits("the blob " + blob.digest(), blob.size());
    return Replicas.read(
        target,
        blob,
        () -> {
          try (InputStream content = open(target, blob)) {
            return content.readAllBytes();
          }
        });
  }

  /** Returns a part of the blob, within the limit for content in memory. */
  public byte[] readRange(ReadOnlyTarget target, Descriptor blob, long offset, int length)
      throws IOException {
    requireFits("the part of the blob " + blob.digest(), length);
    try (InputStream part =
        Ports.of(target, RangeFetcher.class, "read a part of a blob")
            .fetchRange(blob, offset, length)) {
      return part.readAllBytes();
    }
  }

  private void requireFits(String what, long size) throws LimitExceededException {
    Limit.BLOB_IN_MEMORY_BYTES
        .in(client.limits())
        .require(size, () -> "%s has %s bytes; open a stream instead".formatted(what, size));
  }

  /** Downloads the blob to a file, or writes it to a device or a pipe. */
  public Descriptor download(ReadOnlyTarget target, Descriptor blob, Path file) throws IOException {
    FileDownloader downloader = target.capability(FileDownloader.class).orElse(null);
    if (isDevice(file)) {
      try (InputStream content = open(target, blob);
          OutputStream out = Files.newOutputStream(file)) {
        content.transferTo(out);
      }
    } else if (downloader != null) {
      operation.events().blobStarted(blob);
      downloader.download(blob, file, total -> operation.events().blobProgressed(blob, total));
      operation.events().blobFinished(blob);
    } else {
      try (InputStream content = open(target, blob)) {
        AtomicFile.replace(file, content);
      }
    }
    return blob;
  }

  /** A file put in the place of a device or a pipe would replace it. */
  private static boolean isDevice(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isOther();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Stores a blob. */
  public void push(Target target, Descriptor expected, ContentSource content) throws IOException {
    EventPublisher events = operation.events();
    events.blobStarted(expected);
    target.push(
        expected,
        events.isHeard()
            ? ObservedContent.onProgress(
                content, () -> {}, total -> events.blobProgressed(expected, total))
            : content);
    events.blobFinished(expected);
  }
}
