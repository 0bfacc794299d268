package io.oras.core.store.layout;

import io.oras.api.error.NotFoundException;
import io.oras.api.model.Digest;
import io.oras.core.filesystem.SafeFolder;
import io.oras.core.store.BlobStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;

/** The {@code blobs} of a layout on disk (image-spec v1.1.1, image-layout.md, "Blobs"). */
class LayoutBlobs implements BlobStorage {
  static final String BLOBS = "blobs";

  final SafeFolder folder;

  LayoutBlobs(SafeFolder folder) {
    this.folder = folder;
  }

  /** The grammar of a digest, checked by its type, leaves no way out of the folder. */
  static String[] names(Digest digest) {
    return new String[] {BLOBS, digest.algorithm(), digest.encoded()};
  }

  @Override
  public final OptionalLong size(Digest digest) throws IOException {
    BasicFileAttributes file = folder.stat(names(digest));
    return file != null && file.isRegularFile()
        ? OptionalLong.of(file.size())
        : OptionalLong.empty();
  }

  @Override
  public final InputStream open(Digest digest) throws IOException {
    try {
      return folder.read(names(digest));
    } catch (NoSuchFileException e) {
      throw new NotFoundException("no content " + digest + " in " + this);
    }
  }

  @Override
  public final InputStream open(Digest digest, long offset, long length) throws IOException {
    return folder.range(offset, length, names(digest));
  }

  @Override
  public final String toString() {
    return "the layout " + folder;
  }
}
