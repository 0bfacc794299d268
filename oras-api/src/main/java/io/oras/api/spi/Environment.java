package io.oras.api.spi;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables, the home folder and the operating system that a program runs with. The
 * library and its adapters read them here and nowhere else. Immutable and thread safe.
 *
 * <pre>{@code
 * Environment environment =
 *     Environment.of(Map.of("HTTPS_PROXY", "http://proxy.example:3128"), Path.of("home"), "Linux");
 * Oras underTest = Oras.builder().testing(t -> t.environment(environment)).build();
 * }</pre>
 */
public final class Environment {
  /** What the JVM says where the user has no entry in the password database. */
  private static final String UNKNOWN_HOME = "?";

  private final Map<String, String> variables;
  private final @Nullable String home;
  private final String osName;

  private Environment(Map<String, String> variables, @Nullable String home, String osName) {
    this.variables = variables;
    this.home = home;
    this.osName = Objects.requireNonNull(osName, "osName");
  }

  /**
   * Returns the environment of this process. The home folder is {@code HOME}, as the shell expands
   * {@code ~}; where that is not set, and on Windows, it is the system property {@code user.home}.
   */
  public static Environment ofProcess() {
    Map<String, String> variables = System.getenv();
    String osName = System.getProperty("os.name", "");
    String home = isWindows(osName) ? null : variables.get("HOME");
    if (home == null || home.isEmpty()) {
      home = System.getProperty("user.home", "");
    }
    boolean known = !home.isEmpty() && !home.equals(UNKNOWN_HOME);
    return new Environment(variables, known ? home : null, osName);
  }

  /**
   * Returns an environment with these values.
   *
   * @param variables by name; names are case-insensitive if the operating system is Windows
   * @param home the user's home folder
   * @param osName as in the system property {@code os.name}, such as {@code Linux}
   */
  public static Environment of(Map<String, String> variables, Path home, String osName) {
    Map<String, String> copy = Map.copyOf(variables);
    if (isWindows(osName)) {
      Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(copy);
      copy = anyCase;
    }
    return new Environment(copy, home.toString(), osName);
  }

  /**
   * Returns the value of the variable; empty if the variable is not set or has no text.
   *
   * @throws IllegalStateException if the JVM could not decode the value in the character set of the
   *     process's locale
   */
  public Optional<String> variable(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty()
        ? Optional.empty()
        : Optional.of(requireDecoded("the environment variable " + name, value));
  }

  private static String requireDecoded(String what, String text) {
    if (text.indexOf('\uFFFD') >= 0) {
      throw new IllegalStateException(
          what
              + " cannot be read in the character set of the locale, "
              + System.getProperty("sun.jnu.encoding")
              + "; set LC_ALL=C.UTF-8");
    }
    return text;
  }

  /**
   * Returns the user's home folder; empty if none is known, as for a user identifier without an
   * entry in the password database and without {@code HOME}.
   *
   * @throws IllegalStateException if the JVM could not decode the folder's name in the character
   *     set of the process's locale
   */
  public Optional<Path> home() {
    return Optional.ofNullable(home)
        .map(folder -> Path.of(requireDecoded("the home folder", folder)));
  }

  /** Returns an environment with the same variables and no home folder. */
  public Environment withoutHome() {
    return new Environment(variables, null, osName);
  }

  /** Returns the name of the operating system, as in the system property {@code os.name}. */
  public String osName() {
    return osName;
  }

  private static boolean isWindows(String osName) {
    return osName.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Names the home folder and the operating system; variables may hold secrets. */
  @Override
  public String toString() {
    return "Environment[home=" + home + ", osName=" + osName + "]";
  }
}
