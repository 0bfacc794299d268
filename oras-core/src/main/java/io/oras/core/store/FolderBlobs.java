package io.oras.core.store;

import io.oras.api.error.NotFoundException;
import io.oras.api.model.Digest;
import io.oras.api.transport.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;

/** The {@code blobs} of a layout on disk (image-spec v1.1.1, image-layout.md, "Blobs"). */
class FolderBlobs implements Blobs {
  final Path root;

  FolderBlobs(Path root) {
    this.root = root;
  }

  /** The grammar of a digest, checked by its type, leaves no way out of the folder. */
  final Path path(Digest digest) {
    return root.resolve("blobs").resolve(digest.algorithm()).resolve(digest.encoded());
  }

  @Override
  public final OptionalLong size(Digest digest) throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(path(digest), BasicFileAttributes.class);
      return file.isRegularFile() ? OptionalLong.of(file.size()) : OptionalLong.empty();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public final InputStream open(Digest digest) throws IOException {
    try {
      return Files.newInputStream(path(digest));
    } catch (NoSuchFileException e) {
      throw new NotFoundException("no content " + digest + " in " + this);
    }
  }

  @Override
  public final InputStream open(Digest digest, long offset, long length) throws IOException {
    return new RequestBody.FileRegion(path(digest), offset, length).open();
  }

  @Override
  public final String toString() {
    return "the layout " + root;
  }
}
