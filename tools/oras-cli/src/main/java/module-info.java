/** The oras command. */
module io.oras.cli {
  requires io.oras.console;
  requires io.oras.core;
  requires io.oras.trust;
  requires info.picocli;
  requires static org.jspecify;
}
