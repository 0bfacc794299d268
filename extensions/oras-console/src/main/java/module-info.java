/** A logger for programs on a console. The module requires only {@code java.base}. */
module io.oras.console {
  requires static org.jspecify;

  exports io.oras.console;
}
