package io.oras.api.spi;

import io.oras.api.content.ReadOnlyTarget;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Opens the stores of one or more URI schemes.
 *
 * <pre>{@code
 * public final class DriveProvider implements ContentStoreProvider {
 *   private final Map<URI, Target> drives = new ConcurrentHashMap<>();
 *
 *   @Override
 *   public String name() {
 *     return "drive";
 *   }
 *
 *   @Override
 *   public Set<String> schemes() {
 *     return Set.of("drive"); // for names such as drive://reports#v1
 *   }
 *
 *   @Override
 *   public ReadOnlyTarget open(URI store, StoreContext context) throws IOException {
 *     Target drive = drives.get(store);
 *     if (drive == null) {
 *       throw new NotFoundException(store + " does not exist");
 *     }
 *     return drive;
 *   }
 * }
 * }</pre>
 */
public interface ContentStoreProvider extends Prioritized {
  /** Returns the schemes in lower case, such as {@code oci-layout}; the name by default. */
  default Set<String> schemes() {
    return Set.of(name());
  }

  /**
   * Opens a store.
   *
   * @param store its URI, with a scheme of {@link #schemes} in any letter case and without a
   *     fragment; {@link io.oras.api.reference.StoreReference#path} returns the path of one on disk
   * @return the store, which the caller closes; a {@link io.oras.api.content.Target} if it can be
   *     written
   * @throws io.oras.api.error.NotFoundException when it is opened for reading and is not there
   * @throws io.oras.api.error.UnsupportedException when it is opened for writing and cannot be
   *     written
   * @throws IOException when it cannot be opened
   */
  ReadOnlyTarget open(URI store, StoreContext context) throws IOException;
}
