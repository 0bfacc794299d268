package io.oras.auth.docker;

import java.io.IOException;

/** Where a configuration is read from, anew each time. Thread safe. */
@FunctionalInterface
interface ConfigSource {
  /**
   * What stands there now; empty when there is nothing.
   *
   * @throws io.oras.api.error.CredentialException when it cannot be read or is malformed
   */
  DockerConfig read() throws IOException;
}
