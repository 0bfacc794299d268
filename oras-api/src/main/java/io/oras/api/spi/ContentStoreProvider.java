package io.oras.api.spi;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.reference.StoreName;
import java.io.IOException;
import java.util.Set;

/** Opens the stores of one or more URI schemes. */
public interface ContentStoreProvider extends Prioritized {
  /** The schemes in lower case, such as {@code oci-layout}. */
  Set<String> schemes();

  /**
   * Opens the store; tag and digest of the name are not looked at.
   *
   * @return what the caller closes; a {@link io.oras.api.content.Target} when it can be written
   * @throws io.oras.api.error.NotFoundException when it is opened for reading and is not there
   * @throws io.oras.api.error.UnsupportedException when it is opened for writing and cannot be
   *     written
   * @throws IOException when it cannot be opened
   */
  ReadOnlyTarget open(StoreName name, StoreContext context) throws IOException;
}
