/**
 * An in-process registry for tests, and test suites for adapters. Begin with {@link
 * io.oras.tests.junit.OciRegistry} or {@link io.oras.tests.registry.InProcessRegistry}.
 */
module io.oras.tests {
  requires transitive io.oras.core;
  requires jakarta.json;
  requires jdk.httpserver;
  requires static transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports io.oras.tests.junit;
  exports io.oras.tests.real;
  exports io.oras.tests.registry;
  exports io.oras.tests.tck;

  opens io.oras.tests.tck;
}
