/** Metrics of operations, requests and retries for Micrometer. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.oras.micrometer {
  requires transitive io.oras.api;
  requires transitive micrometer.core;
  requires static org.jspecify;

  exports io.oras.micrometer;
}
