package io.oras.core;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Deleter;
import io.oras.api.content.RangeFetcher;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.StreamPusher;
import io.oras.api.content.Target;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.api.reference.ArtifactName;
import io.oras.core.context.EventPublisher;
import io.oras.core.context.OperationContext;
import io.oras.core.graph.Ports;
import io.oras.core.graph.ProgressSource;
import io.oras.core.options.RegistrySettings;
import io.oras.core.options.UploadMethod;
import io.oras.core.registry.FileDownloader;
import io.oras.core.registry.RemoteRepository;
import io.oras.core.store.PendingFile;
import io.oras.core.usecase.BlobTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** BlobsByName by their digest: {@link Oras#blobs}. Thread safe. */
public final class BlobsByName {
  private final Engine engine;

  BlobsByName(Engine engine) {
    this.engine = engine;
  }

  /** What is done with an opened blob. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads it.
     *
     * @param content verified while it is read: it is whole and right when its end is reached
     */
    void read(Descriptor blob, InputStream content) throws IOException;
  }

  /**
   * The descriptor of the blob that has the name's digest; nothing tells its media type.
   *
   * @throws io.oras.api.error.NotFoundException when it is not there
   */
  public Descriptor resolve(ArtifactName name) throws IOException {
    Digest digest = digest(name);
    return engine.run(
        "blob.resolve",
        name,
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            return resolve(target, digest);
          }
        });
  }

  private static Descriptor resolve(ReadOnlyTarget target, Digest digest) throws IOException {
    return BlobTransfer.resolve(target, digest);
  }

  /**
   * Opens the blob that has the name's digest; it is closed when the reader returns.
   *
   * @return its descriptor
   * @throws io.oras.api.error.NotFoundException when it is not there
   */
  public Descriptor fetch(ArtifactName name, Reader reader) throws IOException {
    Digest digest = digest(name);
    return engine.run(
        "blob.open",
        name,
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            Descriptor blob = resolve(target, digest);
            try (InputStream content = observed(operation, blob, target.source(blob)).open()) {
              reader.read(blob, content);
            }
            operation.events().blobFinished(blob);
            return blob;
          }
        });
  }

  /**
   * Opens a part of the blob that has the name's digest; it is closed when the reader returns. A
   * part cannot be verified.
   *
   * @param offset of the first byte
   * @param length in bytes
   * @return the descriptor of the whole blob
   * @throws IndexOutOfBoundsException when the blob has no such part
   * @throws io.oras.api.error.NotFoundException when it is not there
   * @throws UnsupportedException when the target gives no parts
   */
  public Descriptor fetch(ArtifactName name, long offset, long length, Reader reader)
      throws IOException {
    Digest digest = digest(name);
    return engine.run(
        "blob.openRange",
        name,
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            RangeFetcher fetcher = Ports.of(target, RangeFetcher.class, "read parts of blobs");
            Descriptor blob = resolve(target, digest);
            try (InputStream content = fetcher.fetchRange(blob, offset, length)) {
              reader.read(blob, content);
            }
            return blob;
          }
        });
  }

  /** Downloads the blob that the text names to a file. */
  public Descriptor download(String name, Path file) throws IOException {
    return download(ArtifactName.parse(name), file);
  }

  /**
   * Downloads the blob that has the name's digest to a file, which appears when it is whole and
   * verified; one that is there is replaced. From a registry, with or without a cache, a download
   * that was stopped continues where it ended. A device or a named pipe is written to instead.
   *
   * @return its descriptor
   * @throws io.oras.api.error.NotFoundException when it is not there
   */
  public Descriptor download(ArtifactName name, Path file) throws IOException {
    Digest digest = digest(name);
    return engine.run(
        "blob.download",
        name,
        operation -> {
          try (ReadOnlyTarget target = engine.opener().forReading(name, operation)) {
            Descriptor blob = resolve(target, digest);
            download(operation, target, blob, file);
            operation.events().blobFinished(blob);
            return blob;
          }
        });
  }

  private static void download(
      OperationContext operation, ReadOnlyTarget target, Descriptor blob, Path file)
      throws IOException {
    FileDownloader downloader = target.capability(FileDownloader.class).orElse(null);
    if (downloader != null && !isDevice(file)) {
      EventPublisher events = operation.events();
      events.blobStarted(blob);
      downloader.download(blob, file, total -> events.blobProgressed(blob, total));
      return;
    }
    try (InputStream content = observed(operation, blob, target.source(blob)).open()) {
      if (isDevice(file)) {
        try (OutputStream out = Files.newOutputStream(file)) {
          content.transferTo(out);
        }
      } else {
        PendingFile.replace(file, content);
      }
    }
  }

  /** A device or a pipe is written to; a file put in its place would be the end of it. */
  private static boolean isDevice(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isOther();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether the repository or store that the text names has the blob. */
  public boolean exists(String name, Descriptor blob) throws IOException {
    return exists(ArtifactName.parse(name), blob);
  }

  /**
   * Whether the target of that name has the blob; of the name, tag and digest are not looked at.
   */
  public boolean exists(ArtifactName name, Descriptor blob) throws IOException {
    return engine.run(
        "blob.exists",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            return target.exists(blob);
          }
        });
  }

  /** Stores a blob in the repository or store that the text names. */
  public void push(String name, Descriptor expected, ContentSource content) throws IOException {
    push(ArtifactName.parse(name), expected, content, null);
  }

  /** Stores a blob; of the name, tag and digest are not looked at. */
  public void push(ArtifactName name, Descriptor expected, ContentSource content)
      throws IOException {
    push(name, expected, content, null);
  }

  /**
   * Stores a blob; of the name, tag and digest are not looked at.
   *
   * @param upload how a registry gets it, or null for what its {@link RegistrySettings} say
   */
  public void push(
      ArtifactName name, Descriptor expected, ContentSource content, @Nullable UploadMethod upload)
      throws IOException {
    engine.run(
        "blob.push",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            RemoteRepository.uploading(target, upload)
                .push(expected, observed(operation, expected, content));
            operation.events().blobFinished(expected);
            return true;
          }
        });
  }

  /**
   * Stores what the stream holds, hashing it on the way: length and digest need not be known. Of
   * the name, tag and digest are not looked at.
   *
   * @param stream read once, to its end; whoever called closes it
   * @return the descriptor of what is there now
   * @throws UnsupportedException when the target wants to know the digest first
   */
  public Descriptor push(ArtifactName name, MediaType mediaType, InputStream stream)
      throws IOException {
    return engine.run(
        "blob.push",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            StreamPusher pusher =
                Ports.of(target, StreamPusher.class, "take content of unknown digest");
            return pusher.pushStream(mediaType, stream);
          }
        });
  }

  /**
   * Deletes a blob; of the name, tag and digest are not looked at.
   *
   * @throws io.oras.api.error.NotFoundException when it is not there
   * @throws UnsupportedException when the target does not delete
   */
  public void delete(ArtifactName name, Descriptor blob) throws IOException {
    engine.run(
        "blob.delete",
        name,
        operation -> {
          try (Target target = engine.opener().forWriting(name, operation)) {
            Deleter deleter = Ports.of(target, Deleter.class, "delete");
            deleter.delete(blob);
            return true;
          }
        });
  }

  private static ContentSource observed(
      OperationContext operation, Descriptor blob, ContentSource content) {
    operation.events().blobStarted(blob);
    return ProgressSource.observed(operation.events(), blob, content);
  }

  private static Digest digest(ArtifactName name) {
    return name.digest()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " has no digest; a blob is known by nothing else"));
  }
}
