package io.oras.cli.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text that the JVM decodes in the character set of the locale before the command starts. The JVM
 * puts U+FFFD where a byte is none of that set; such text is read again as UTF-8, or refused.
 */
public final class ProcessText {
  private static final char REPLACEMENT = '\uFFFD';

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private ProcessText() {}

  /**
   * Returns the arguments of the process, which are UTF-8 whatever the locale is.
   *
   * @param decoded the arguments as the JVM hands them out
   * @throws UnreadableTextException if an argument cannot be read
   */
  public static String[] arguments(String[] decoded) {
    for (String argument : decoded) {
      if (isLossy(argument)) {
        return readAgain(decoded);
      }
    }
    return decoded;
  }

  /**
   * Refuses a working folder that the JVM cannot name: it would resolve paths against another one.
   *
   * @throws UnreadableTextException if the name of the folder cannot be read
   */
  public static void requireWorkingFolder(String name) {
    if (isLossy(name)) {
      throw refused("the name of the working folder, " + name + ",");
    }
  }

  /** Returns why a file name was refused, if the locale is the reason; otherwise null. */
  public static @Nullable String refusal(String fileName) {
    return isUtf8() ? null : refused("\"" + fileName + "\"").getMessage();
  }

  private static boolean isLossy(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }

  private static boolean isUtf8() {
    return characterSet().equals("UTF-8");
  }

  private static String characterSet() {
    return System.getProperty("sun.jnu.encoding", "");
  }

  /** The JVM's own options come before the arguments, so these are the last of the list. */
  private static String[] readAgain(String[] decoded) {
    List<byte[]> all = commandLine();
    int first = all.size() - decoded.length;
    String[] arguments = new String[decoded.length];
    for (int i = 0; i < decoded.length; i++) {
      try {
        if (first < 0) {
          throw new CharacterCodingException();
        }
        ByteBuffer bytes = ByteBuffer.wrap(all.get(first + i));
        arguments[i] = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        throw refused("the argument \"" + decoded[i] + "\"");
      }
    }
    return arguments;
  }

  private static List<byte[]> commandLine() {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return List.of(); // Only Linux has this file.
    }
    List<byte[]> all = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        all.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return all;
  }

  private static UnreadableTextException refused(String what) {
    return isUtf8()
        ? new UnreadableTextException(what + " is not UTF-8")
        : new UnreadableTextException(
            what
                + " cannot be read in the character set of the locale, "
                + characterSet()
                + "; set LC_ALL=C.UTF-8");
  }
}
