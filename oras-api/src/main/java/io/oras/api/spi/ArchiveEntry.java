package io.oras.api.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The head of an entry in an archive. Its values come from the archive and are not checked.
 *
 * @param name with {@code /} as separator
 * @param type the type of the entry
 * @param size of its content in bytes; 0 for all but files
 * @param mode the nine permission bits and the three above them
 * @param linkTarget of a symbolic or hard link, else null
 * @param modified when it was modified
 */
public record ArchiveEntry(
    String name, Type type, long size, int mode, @Nullable String linkTarget, Instant modified) {
  /** What an entry is. */
  public enum Type {
    /** A regular file. */
    FILE,
    /** A folder. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** Another name for an earlier file of the archive. */
    HARDLINK,
    /** A device, a pipe, a socket. */
    SPECIAL
  }
}
