package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;

/** The names of registries: {@code host[:port]}, and the three names of Docker Hub. */
public final class RegistryNames {
  /** The registry that Docker uses for names without a host. */
  public static final String DOCKER_HUB = "docker.io";

  /** The host that answers the requests for {@link #DOCKER_HUB}. */
  public static final String DOCKER_HUB_API = "registry-1.docker.io";

  /** The older host of {@link #DOCKER_HUB}. */
  public static final String DOCKER_HUB_INDEX = "index.docker.io";

  /** The name under which Docker keeps the credential for {@link #DOCKER_HUB}. */
  public static final String DOCKER_HUB_CREDENTIAL = "https://index.docker.io/v1/";

  private RegistryNames() {}

  /**
   * Checks the name of a registry.
   *
   * @return the name
   * @throws InvalidReferenceException if the text is not {@code host[:port]}
   */
  public static String require(String registry) {
    ReferenceParser.checkRegistry(registry, registry, 0);
    return registry;
  }

  /** Returns {@link #DOCKER_HUB} for each name of Docker Hub, and any other name unchanged. */
  public static String canonical(String registry) {
    return isDockerHub(registry) ? DOCKER_HUB : registry;
  }

  /** Returns whether the registry is Docker Hub, under any of its three names. */
  public static boolean isDockerHub(String registry) {
    return registry.equals(DOCKER_HUB)
        || registry.equals(DOCKER_HUB_INDEX)
        || registry.equals(DOCKER_HUB_API);
  }
}
