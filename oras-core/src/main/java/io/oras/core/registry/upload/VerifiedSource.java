package io.oras.core.registry.upload;

import io.oras.api.content.ContentSource;
import io.oras.api.content.VerifyingInputStream;
import io.oras.api.model.Descriptor;
import io.oras.core.stream.ObservedContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Content that is verified while it is sent, so that a registry never gets the last byte of content
 * that is wrong. A file goes out as it is: the registry computes its digest.
 *
 * @param blob that the content should be
 * @param content not verified, or verified already
 */
record VerifiedSource(Descriptor blob, ContentSource content) implements ContentSource {
  @Override
  public long size() throws IOException {
    return content.size();
  }

  @Override
  public InputStream open() throws IOException {
    return SourceFailure.watch(
        () ->
            ObservedContent.isInFile(content) || blob.digest().knownAlgorithm().isEmpty()
                ? content.open()
                : VerifyingInputStream.of(content.open(), blob));
  }

  @Override
  public boolean replayable() {
    return content.replayable();
  }

  @Override
  public Optional<Path> file() {
    return content.file();
  }
}
