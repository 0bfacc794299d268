package io.oras.core.store.layout;

import io.oras.api.content.ManifestCodec;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.NotFoundException;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.store.IndexStorage;
import io.oras.core.store.LayoutIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code index.json} of a layout on disk. It is replaced as a whole, so readers need no lock.
 */
public class IndexFile implements IndexStorage {
  /** Enough for about 200 000 entries. */
  static final int MAX_SIZE = 64 << 20;

  private record Snapshot(ByteBuffer bytes, IndexJson index) {}

  static final String NAME = "index.json";

  final SafeFolder folder;
  final ManifestCodec codec;
  private final int maxSize;
  private volatile @Nullable Snapshot snapshot;

  IndexFile(SafeFolder folder, ManifestCodec codec) {
    this(folder, codec, MAX_SIZE);
  }

  /**
   * Creates an index file.
   *
   * @param maxSize what is read and written at most, in bytes
   */
  IndexFile(SafeFolder folder, ManifestCodec codec, int maxSize) {
    this.maxSize = maxSize;
    this.folder = folder;
    this.codec = codec;
  }

  @Override
  public final LayoutIndex read() throws IOException {
    return index().roots();
  }

  /** The document as it is now. */
  final IndexJson index() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(bytes());
    Snapshot last = snapshot;
    if (last != null && bytes.equals(last.bytes)) {
      return last.index;
    }
    IndexJson index = IndexJson.read(bytes.array(), folder.path(NAME).toString(), codec);
    snapshot = new Snapshot(bytes, index);
    return index;
  }

  /** Whoever has just written the file knows what it says. */
  final void written(byte[] bytes, IndexJson index) {
    snapshot = new Snapshot(ByteBuffer.wrap(bytes), index);
  }

  /**
   * Fails if a document is too large to be read again: one large entry must not lock out all
   * others.
   *
   * @throws LimitExceededException if the document has more bytes than are read
   */
  final void requireReadable(int size) throws LimitExceededException {
    if (size > maxSize) {
      throw new LimitExceededException(
          "%s would have %s bytes, more than the limit of %s; the file was not changed"
              .formatted(folder.path(NAME), size, maxSize));
    }
  }

  private byte[] bytes() throws IOException {
    try {
      return folder.readAll(maxSize, NAME);
    } catch (NoSuchFileException e) {
      throw new NotFoundException(folder + ": invalid OCI Image Layout: it has no file index.json");
    }
  }
}
