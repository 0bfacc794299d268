package io.oras.tests.registry;

import io.oras.tests.registry.storage.RegistryProblem;
import java.io.IOException;

/** The handler for one kind of path below a repository. */
interface Resource {
  /**
   * Serves one request.
   *
   * @param repository a name that meets the grammar
   * @param last the path's last segment
   */
  ServerResponse serve(ServerRequest call, String repository, String last)
      throws IOException, RegistryProblem;
}
