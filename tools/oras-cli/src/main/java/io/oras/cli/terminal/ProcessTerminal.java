package io.oras.cli.terminal;

import io.oras.api.spi.Environment;
import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This process's own; nothing is looked at before it is asked for. */
record ProcessTerminal(Environment environment) implements Terminal {
  /** What the launcher found: the size, or {@code none}; a shell is quicker at that. */
  private static final String TOLD = "ORAS_TERMINAL";

  private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** The JDK knows of standard input and output alone. */
  @Override
  public @Nullable Screen screen() {
    Optional<String> told = environment.variable(TOLD);
    if (told.isPresent()) {
      return told.get().equals("none") ? null : Screen.of(told.get(), environment);
    }
    String size = asked(STANDARD_ERROR, "test -t 2 && { stty size <&2 2>/dev/null || :; }");
    return size == null ? null : Screen.of(size, environment);
  }

  /** A console needs both ends: there is none when standard output goes somewhere else. */
  @Override
  public boolean showsSecrets() {
    return console() == null && asked(STANDARD_INPUT, "test -t 0") != null;
  }

  /** What a shell prints about one of its streams, or null when that is no terminal. */
  private static @Nullable String asked(Path stream, String script) {
    try {
      if (Files.isSymbolicLink(stream) && !mayBeTerminal(stream)) {
        return null;
      }
      Process shell =
          new ProcessBuilder("sh", "-c", script)
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      String text = new String(shell.getInputStream().readNBytes(100), StandardCharsets.UTF_8);
      return shell.waitFor() == 0 ? text : null;
    } catch (IOException e) {
      return null; // No shell, no terminal that one could know of.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Linux tells what is no terminal, which saves to ask. */
  private static boolean mayBeTerminal(Path stream) throws IOException {
    String place = Files.readSymbolicLink(stream).toString();
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
