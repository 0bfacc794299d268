/** A logger for programs on a console. Needs {@code java.base} alone. */
module io.oras.console {
  requires static org.jspecify;

  exports io.oras.console;
}
