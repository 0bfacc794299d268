package io.oras.tests.apache;

import io.oras.api.spi.HttpTransportProvider;
import java.util.ServiceLoader;

/** Conditions of the tests in this package, which the run of one test by its name needs. */
final class Installed {
  private Installed() {}

  /** Returns whether the class path has the transport. */
  static boolean apache() {
    return ServiceLoader.load(HttpTransportProvider.class).stream()
        .anyMatch(provider -> provider.get().name().equals("apache"));
  }
}
