package io.oras.core.registry;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A target that downloads blobs to files, and continues a download that was stopped. */
public interface FileDownloader {
  /**
   * Downloads a blob to a file, which appears when it is whole and verified. The bytes of a
   * download that was stopped are kept beside the file, in {@code .NAME.DIGEST.part}, and the next
   * download does not fetch them again; content that proves wrong is not kept.
   *
   * @param file replaced if it exists; its folder must exist
   * @param observer receives the number of bytes in the file, including those of an interrupted
   *     download
   * @throws io.oras.api.error.StoreException when another program is downloading to it
   */
  void download(Descriptor blob, Path file, LongConsumer observer) throws IOException;
}
