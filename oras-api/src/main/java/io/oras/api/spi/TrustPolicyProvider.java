package io.oras.api.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens trust policies that are kept in files.
 *
 * <pre>{@code
 * Oras trusting = Oras.builder().trustPolicyFile(Path.of("policy.json")).build();
 * }</pre>
 */
public interface TrustPolicyProvider extends Prioritized {
  /**
   * Reads a policy.
   *
   * @param file the policy; if empty, the file of the machine or its user
   * @param environment names the user's folders
   * @throws IOException if there is no such file, or its content is invalid
   */
  TrustPolicy open(Optional<Path> file, Environment environment) throws IOException;
}
