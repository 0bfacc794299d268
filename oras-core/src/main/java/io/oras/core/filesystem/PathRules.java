package io.oras.core.filesystem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a path from the network must not be, before any file is looked at.
 *
 * <p>A backslash, a colon, a trailing dot or the name of a device are letters like others on Unix
 * and mean something else on Windows, so there they are refused; what would lead out if the
 * backslash did separate is refused everywhere.
 */
public final class PathRules {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:(/.*)?", Pattern.DOTALL);
  private static final Pattern DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\\$|CONOUT\\$)");
  private static final Pattern NOT_ON_WINDOWS = Pattern.compile("[\\x00-\\x1f<>:\"|?*\\\\]");

  /** Linux has no longer paths; what is longer only takes time. */
  private static final int MAX_LENGTH = 4096;

  /** Each folder of a path may be open while the folders are deleted. */
  private static final int MAX_DEPTH = 256;

  private PathRules() {}

  /** Why the path is refused, as the end of a sentence about it; null when it is not. */
  static @Nullable String problem(String path, boolean windows) {
    if (path.length() > MAX_LENGTH) {
      return "has more than " + MAX_LENGTH + " characters";
    }
    if (path.indexOf('\0') >= 0) {
      return "contains a NUL character";
    }
    String slashed = path.replace('\\', '/');
    if (slashed.startsWith("/") || DRIVE.matcher(slashed).matches()) {
      return "is absolute";
    }
    if (List.of(slashed.split("/", -1)).contains("..")) {
      return "contains '..'";
    }
    List<String> parts = parts(path);
    if (parts.size() > MAX_DEPTH) {
      return "is more than " + MAX_DEPTH + " folders deep";
    }
    for (String part : parts) {
      String problem = partProblem(part, windows);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  /** Returns the names in the path, without {@code .} and empty ones. */
  public static List<String> parts(String path) {
    List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
    parts.removeIf(part -> part.isEmpty() || part.equals("."));
    return parts;
  }

  private static @Nullable String partProblem(String part, boolean windows) {
    if (!windows) {
      return null;
    }
    if (NOT_ON_WINDOWS.matcher(part).find()) {
      return "has a character that Windows reserves";
    }
    if (part.endsWith(".") || part.endsWith(" ")) {
      return "ends in a dot or a space, which Windows removes";
    }
    // Windows takes NUL.txt for NUL, and "NUL .txt" too.
    int dot = part.indexOf('.');
    String device =
        (dot < 0 ? part : part.substring(0, dot)).stripTrailing().toUpperCase(Locale.ROOT);
    return DEVICE.matcher(device).matches() ? "is the name of a device on Windows" : null;
  }
}
