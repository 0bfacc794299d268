package io.oras.core.store.files;

import io.oras.core.context.OperationBudget;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.Limits;

/**
 * How files are restored.
 *
 * @param existing what becomes of files that are there; replaced by default
 * @param allowPathTraversal whether titles may lead out of the folder; false by default
 * @param unpack whether packed folders are unpacked; true by default
 * @param preservePermissions whether the mode bits of unpacked files are kept as packed, whatever
 *     the umask says; false by default
 * @param budget counts what the operation unpacks and copies
 */
public record FileStoreOptions(
    ExistingFiles existing,
    boolean allowPathTraversal,
    boolean unpack,
    boolean preservePermissions,
    OperationBudget budget) {
  /** Returns the defaults, with a budget of their own. */
  public static FileStoreOptions defaults() {
    return new FileStoreOptions(
        ExistingFiles.REPLACE, false, true, false, new OperationBudget(Limits.defaults()));
  }
}
