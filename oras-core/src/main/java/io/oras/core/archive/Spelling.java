package io.oras.core.archive;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Under which name a file is stored that answers to another one, where case does not matter. */
@FunctionalInterface
interface Spelling {
  /** As the file system says. */
  Spelling OF_FILE_SYSTEM =
      (folder, name) -> {
        try {
          Path stored = FileNames.child(folder, name).toRealPath(LinkOption.NOFOLLOW_LINKS);
          return FileNames.text(stored.getFileName());
        } catch (NoSuchFileException e) {
          return null;
        }
      };

  /** The name under which the folder holds what is found as {@code name}; null for nothing. */
  @Nullable String stored(Path folder, String name) throws IOException;
}
