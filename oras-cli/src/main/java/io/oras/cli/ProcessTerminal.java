package io.oras.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** This process's own; nothing is looked at before it is asked for. */
final class ProcessTerminal implements Terminal {
  /** What the launcher found: the size, or {@code none}; a shell is quicker at that. */
  private static final String TOLD = "ORAS_TERMINAL";

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** The JDK knows of standard input and output alone. */
  @Override
  public @Nullable Screen screen() {
    String told = System.getenv(TOLD);
    if (told != null) {
      return told.equals("none") ? null : Screen.of(told, System::getenv);
    }
    try {
      if (Files.isSymbolicLink(STANDARD_ERROR) && !mayBeSeen()) {
        return null;
      }
      Process asked =
          new ProcessBuilder("sh", "-c", "test -t 2 && { stty size <&2 2>/dev/null || :; }")
              .redirectInput(Redirect.PIPE)
              .redirectError(Redirect.INHERIT)
              .start();
      String size = new String(asked.getInputStream().readNBytes(100), StandardCharsets.UTF_8);
      return asked.waitFor() == 0 ? Screen.of(size, System::getenv) : null;
    } catch (IOException e) {
      return null; // No shell, no bars.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Linux tells what is no terminal, which saves to ask. */
  private static boolean mayBeSeen() throws IOException {
    String place = Files.readSymbolicLink(STANDARD_ERROR).toString();
    return place.startsWith("/dev/") && !place.equals("/dev/null");
  }

  /** From 22 on there is a console without a terminal, which says so (JDK-8308591). */
  @Override
  @SuppressWarnings("SystemConsoleNull")
  public @Nullable Console console() {
    Console console = System.console();
    if (console == null) {
      return null;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console) ? console : null;
    } catch (NoSuchMethodException e) {
      return console;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
