package io.oras.cli.terminal;

import io.oras.api.spi.Environment;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.CredentialStores;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The streams, folders, variables and the terminal that a command may use.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param directory against which relative paths are resolved
 * @param variables the environment variables and the home folder
 * @param terminal the terminal of the user, if there is one
 */
public record CommandEnvironment(
    InputStream in,
    Printer out,
    Printer err,
    Path directory,
    Environment variables,
    Terminal terminal) {

  /** Returns the environment of this process. */
  public static CommandEnvironment ofProcess() {
    Environment environment = Environment.ofProcess();
    return new CommandEnvironment(
        System.in,
        Printer.ofStandardOutput(),
        Printer.ofStandardError(),
        Path.of("").toAbsolutePath(),
        environment,
        new ProcessTerminal(environment));
  }

  /** Opens the credential store of these files, or of the user's other programs. */
  public CredentialStore credentialStore(Path... files) throws IOException {
    return CredentialStores.open(variables, CommandEnvironment.class.getClassLoader(), files);
  }

  /** A line of standard input, or null at its end; nothing after it is read. */
  @Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Asks for a line. */
  public @Nullable String ask(String question) throws IOException {
    out.lines(question);
    return readLine();
  }

  /**
   * As {@link #ask}; on a terminal, what is typed is not shown.
   *
   * @throws VisibleSecretException if it would be shown
   */
  public @Nullable String askSecret(String question) throws IOException, VisibleSecretException {
    Console console = terminal.console();
    if (console == null) {
      if (terminal.showsSecrets()) {
        throw new VisibleSecretException();
      }
      return ask(question);
    }
    // It hides what is typed before it asks.
    char[] secret = console.readPassword("%s", question);
    return secret == null ? null : new String(secret);
  }

  /**
   * Returns a file to read.
   *
   * @throws NoSuchFileException if it does not exist
   * @throws FileSystemException if it is a folder
   */
  public Path inputFile(String path) throws FileSystemException {
    Path file = resolve(path);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(path);
    }
    return requireNoFolder(file, path);
  }

  /**
   * Returns a file to write.
   *
   * @throws NoSuchFileException if its folder does not exist
   * @throws FileSystemException if it is a folder itself
   */
  public Path outputFile(String path) throws FileSystemException {
    Path file = resolve(path);
    if (!Files.isDirectory(file.toAbsolutePath().resolveSibling("."))) {
      throw new NoSuchFileException(path);
    }
    return requireNoFolder(file, path);
  }

  private static Path requireNoFolder(Path file, String path) throws FileSystemException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(path, null, "is a directory");
    }
    return file;
  }

  /** Resolves a path against the working folder. */
  public Path resolve(String path) {
    return directory.resolve(path);
  }
}
