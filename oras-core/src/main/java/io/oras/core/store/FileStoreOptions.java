package io.oras.core.store;

import io.oras.core.ExistingFiles;
import io.oras.core.Limits;

/**
 * How files are restored.
 *
 * @param existing what becomes of files that are there; replaced by default
 * @param allowPathTraversal whether titles may lead out of the folder; false by default
 * @param unpack whether packed folders are unpacked; true by default
 * @param preservePermissions whether the mode bits of unpacked files are kept as packed, whatever
 *     the umask says; false by default
 * @param limits of archives and of what is held in memory
 */
public record FileStoreOptions(
    ExistingFiles existing,
    boolean allowPathTraversal,
    boolean unpack,
    boolean preservePermissions,
    Limits limits) {
  /** The defaults. */
  public static final FileStoreOptions DEFAULT =
      new FileStoreOptions(ExistingFiles.REPLACE, false, true, false, Limits.DEFAULT);
}
