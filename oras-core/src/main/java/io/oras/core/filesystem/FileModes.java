package io.oras.core.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** The mode bits of files, as the {@code oras} command reads them, and as permissions. */
public final class FileModes {
  private static final int ALL = 07777;
  private static final int OWNER_READ = 0400;
  private static final String LETTERS = "rwxrwxrwx";

  private FileModes() {}

  /** Of a file that is looked at without following a link. */
  public static int of(Path file, BasicFileAttributes attributes) throws IOException {
    Set<String> views = file.getFileSystem().supportedFileAttributeViews();
    if (views.contains("unix")) {
      Object mode = Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return (Integer) mode & ALL;
    }
    if (attributes.isDirectory()) {
      return 0777;
    }
    if (views.contains("dos")) {
      Map<String, Object> dos =
          Files.readAttributes(file, "dos:readonly", LinkOption.NOFOLLOW_LINKS);
      return Boolean.TRUE.equals(dos.get("readonly")) ? 0444 : 0666;
    }
    return 0644;
  }

  /** The nine permissions; setuid, setgid and the sticky bit are not among them. */
  public static Set<PosixFilePermission> permissions(int mode) {
    StringBuilder text = new StringBuilder(LETTERS);
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((mode & (OWNER_READ >> i)) == 0) {
        text.setCharAt(i, '-');
      }
    }
    return PosixFilePermissions.fromString(text.toString());
  }

  public static int bits(Set<PosixFilePermission> permissions) {
    String text = PosixFilePermissions.toString(permissions);
    int bits = 0;
    for (int i = 0; i < LETTERS.length(); i++) {
      bits |= text.charAt(i) == '-' ? 0 : OWNER_READ >> i;
    }
    return bits;
  }
}
