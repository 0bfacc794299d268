package io.oras.core;

import static io.oras.core.Repository.port;

import io.oras.api.content.ContentSource;
import io.oras.api.content.Deleter;
import io.oras.api.content.RangeFetcher;
import io.oras.api.content.StreamPusher;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.core.context.OperationContext;
import io.oras.core.usecase.BlobTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The blobs of a repository: {@link Repository#blobs}. A blob is identified by its digest. The
 * methods that take a descriptor send one request less than those that take a digest, which look up
 * the size first; no registry tells the media type of a blob, so a descriptor that was looked up
 * has {@link MediaType#OCTET_STREAM}. Thread safe.
 *
 * <pre>{@code
 * Descriptor layer = app.fetch("v1").layers().get(0);
 * try (InputStream in = app.blobs().open(layer)) {
 *   in.transferTo(OutputStream.nullOutputStream()); // the last read fails if the digest differs
 * }
 * byte[] head = app.blobs().readRange(layer, 0, 512);
 * app.blobs().download(layer, Path.of("layer.bin"));
 * }</pre>
 */
public final class Blobs {
  private final Repository repository;

  Blobs(Repository repository) {
    this.repository = repository;
  }

  private BlobTransfer transfer(OperationContext operation) {
    return new BlobTransfer(repository.client(), operation);
  }

  /**
   * Returns the descriptor of a blob.
   *
   * @throws NotFoundException if the blob does not exist
   */
  public Descriptor resolve(Digest digest) throws IOException {
    return repository.reading(
        "blob.resolve",
        repository.at(digest),
        (operation, target) -> BlobTransfer.resolve(target, digest));
  }

  /** Returns whether the blob exists. */
  public boolean exists(Digest digest) throws IOException {
    try {
      resolve(digest);
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /**
   * Deletes a blob.
   *
   * @throws NotFoundException if the blob does not exist
   * @throws UnsupportedException if the repository does not delete
   */
  public void delete(Digest digest) throws IOException {
    repository.changing(
        "blob.delete",
        repository.at(digest),
        (operation, target) -> {
          Descriptor blob = BlobTransfer.resolve(target, digest);
          port(target, Deleter.class).delete(blob);
          return blob;
        });
  }

  /** Opens a blob whose size is looked up first: see {@link #open(Descriptor)}. */
  public InputStream open(Digest digest) throws IOException {
    return repository
        .call("blob.open", repository.at(digest))
        .streaming(
            (operation, target) ->
                transfer(operation).open(target, BlobTransfer.resolve(target, digest)));
  }

  /**
   * Opens a blob. The stream verifies the content: the read that would deliver the last byte fails
   * if the size or the digest is wrong. The caller closes the stream.
   *
   * @throws NotFoundException if the blob does not exist
   */
  public InputStream open(Descriptor blob) throws IOException {
    return repository
        .call("blob.open", repository.at(blob.digest()))
        .streaming((operation, target) -> transfer(operation).open(target, blob));
  }

  /**
   * Opens a part of a blob. A part cannot be verified. The caller closes the stream.
   *
   * @param offset of the first byte
   * @param length in bytes
   * @throws IndexOutOfBoundsException if the blob has no such part
   * @throws NotFoundException if the blob does not exist
   * @throws UnsupportedException if the repository has no parts of blobs
   */
  public InputStream openRange(Descriptor blob, long offset, long length) throws IOException {
    return repository
        .call("blob.openRange", repository.at(blob.digest()))
        .streaming(
            (operation, target) ->
                port(target, RangeFetcher.class).fetchRange(blob, offset, length));
  }

  /**
   * Opens one file of a folder that was pushed as a layer. The layer is read from its start, and
   * only as far as the file. At the end of the file, the stream reads and verifies the rest of the
   * layer before it reports the end: a caller that stops earlier has unverified bytes. The caller
   * closes the stream.
   *
   * @param folder the descriptor of the layer
   * @param path the name of the file in the archive, which starts with the name of the folder
   * @throws NotFoundException if the layer does not exist, or has no such file
   * @throws io.oras.api.error.ArchiveException if the layer is no archive, or the path is no file
   */
  public InputStream openEntry(Descriptor folder, String path) throws IOException {
    return repository
        .call("blob.openEntry", repository.at(folder.digest()))
        .streaming((operation, target) -> transfer(operation).openEntry(target, folder, path));
  }

  /** Reads a blob whose size is looked up first: see {@link #read(Descriptor)}. */
  public byte[] read(Digest digest) throws IOException {
    return repository.reading(
        "blob.read",
        repository.at(digest),
        (operation, target) ->
            transfer(operation).read(target, BlobTransfer.resolve(target, digest)));
  }

  /**
   * Returns the verified content of a blob.
   *
   * @throws NotFoundException if the blob does not exist
   * @throws LimitExceededException if the blob is larger than {@link
   *     io.oras.core.options.Limits#blobInMemoryBytes}
   */
  public byte[] read(Descriptor blob) throws IOException {
    return repository.reading(
        "blob.read",
        repository.at(blob.digest()),
        (operation, target) -> transfer(operation).read(target, blob));
  }

  /**
   * Returns a part of a blob. A part cannot be verified.
   *
   * @param offset of the first byte
   * @param length in bytes
   * @throws IndexOutOfBoundsException if the blob has no such part
   * @throws LimitExceededException if the part is larger than {@link
   *     io.oras.core.options.Limits#blobInMemoryBytes}
   * @throws NotFoundException if the blob does not exist
   * @throws UnsupportedException if the repository has no parts of blobs
   */
  public byte[] readRange(Descriptor blob, long offset, int length) throws IOException {
    return repository.reading(
        "blob.readRange",
        repository.at(blob.digest()),
        (operation, target) -> transfer(operation).readRange(target, blob, offset, length));
  }

  /** Downloads a blob whose size is looked up first: see {@link #download(Descriptor, Path)}. */
  public Descriptor download(Digest digest, Path file) throws IOException {
    return repository.reading(
        "blob.download",
        repository.at(digest),
        (operation, target) ->
            transfer(operation).download(target, BlobTransfer.resolve(target, digest), file));
  }

  /**
   * Downloads a blob to a file. The file appears, or is replaced, when the content is complete and
   * verified. A download from a registry that was interrupted continues where it ended. A device or
   * a named pipe is written to instead.
   *
   * @return the descriptor of the blob
   * @throws NotFoundException if the blob does not exist
   */
  public Descriptor download(Descriptor blob, Path file) throws IOException {
    return repository.reading(
        "blob.download",
        repository.at(blob.digest()),
        (operation, target) -> transfer(operation).download(target, blob, file));
  }

  /** Stores bytes as a blob and returns the descriptor. */
  public Descriptor push(MediaType mediaType, byte[] content) throws IOException {
    return push(mediaType, ContentSource.ofBytes(content));
  }

  /**
   * Stores a file as a blob and returns the descriptor. The file is read twice: hashed, then sent.
   */
  public Descriptor push(MediaType mediaType, Path file) throws IOException {
    return push(mediaType, ContentSource.ofFile(file));
  }

  private Descriptor push(MediaType mediaType, ContentSource content) throws IOException {
    Descriptor blob = content.describe(mediaType);
    push(blob, content);
    return blob;
  }

  /**
   * Stores the bytes of a stream as a blob; size and digest are computed while they are sent.
   *
   * @param once read to its end; the caller closes it. A failed request cannot be repeated
   * @return the descriptor of the blob
   * @throws UnsupportedException if the repository needs the digest first
   */
  public Descriptor push(MediaType mediaType, InputStream once) throws IOException {
    return repository.writing(
        "blob.push",
        repository.name(),
        (operation, target) -> port(target, StreamPusher.class).pushStream(mediaType, once));
  }

  /**
   * Stores a blob whose descriptor is known.
   *
   * @throws io.oras.api.error.ContentVerificationException if the content does not match
   */
  public void push(Descriptor expected, ContentSource content) throws IOException {
    repository.writing(
        "blob.push",
        repository.at(expected.digest()),
        (operation, target) -> {
          transfer(operation).push(target, expected, content);
          return expected;
        });
  }
}
