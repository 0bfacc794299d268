/** Events of JDK Flight Recorder for operations, requests and retries. */
module io.oras.jfr {
  requires transitive io.oras.api;
  requires jdk.jfr;
  requires static org.jspecify;

  exports io.oras.jfr;
}
