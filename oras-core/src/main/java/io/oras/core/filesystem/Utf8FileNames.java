package io.oras.core.filesystem;

import io.oras.api.error.ArchiveException;
import java.io.File;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names as UTF-8 whatever the locale says.
 *
 * <p>On Unix a name is bytes, and Java decodes them by the locale: in a container without one,
 * {@code Path.of("ü")} fails. The bytes go through unharmed in a {@code file:} URI.
 */
public final class Utf8FileNames {
  private static final boolean UNIX = File.separatorChar == '/';

  private Utf8FileNames() {}

  /** The file of that name in the folder. */
  public static Path child(Path folder, String name) throws InvalidPathException {
    return needsUri(folder, name)
        ? Path.of(URI.create(withSlash(folder.toUri().toString()) + encode(name)))
        : folder.resolve(name);
  }

  /** A link's target, relative as it was given. */
  public static Path relative(Path anyOfItsFileSystem, String target) throws InvalidPathException {
    if (!needsUri(anyOfItsFileSystem, target)) {
      return anyOfItsFileSystem.getFileSystem().getPath(target);
    }
    Path absolute = Path.of(URI.create("file:///" + encode(target)));
    return absolute.subpath(0, absolute.getNameCount());
  }

  /** The name with {@code /} as separator. */
  public static String text(Path path) throws ArchiveException {
    String text = path.toString();
    if (!needsUri(path, text)) {
      return text.replace(path.getFileSystem().getSeparator(), "/");
    }
    Path root = Path.of("/");
    String raw = root.resolve(path).toUri().getRawPath();
    int start = path.isAbsolute() ? 0 : 1;
    int end = raw.endsWith("/") && !text.endsWith("/") ? raw.length() - 1 : raw.length();
    return decode(raw.substring(start, end), text);
  }

  private static boolean needsUri(Path path, String text) {
    return UNIX
        && path.getFileSystem().equals(FileSystems.getDefault())
        && text.chars().anyMatch(c -> c >= 0x80);
  }

  private static String withSlash(String uri) {
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private static String decode(String raw, String shown) throws ArchiveException {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes.put((byte) HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else {
        bytes.put((byte) raw.charAt(i));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new ArchiveException("the name of '" + shown + "' is not UTF-8; rename it", e);
    }
  }
}
