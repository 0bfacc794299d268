package io.oras.console;

import java.io.Console;

/** Whether this program runs in a terminal. */
final class Terminal {
  private Terminal() {}

  /** From Java 22 on there is a console without a terminal, which says so. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean present() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
