package io.oras.bench;

import io.oras.core.filesystem.FolderTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Content for transfers, the same in every run. */
final class Samples {
  private static final int BUFFER = 1 << 20;
  private static final List<String> WORDS =
      List.of(
          "the", "of", "and", "to", "in", "is", "you", "that", "it", "he", "was", "for", "on",
          "are", "as", "with", "his", "they", "at", "be", "this", "have", "from", "or", "one",
          "had", "by", "word", "but", "not", "what", "all", "were", "we", "when", "your", "can",
          "said", "there", "use", "an", "each", "which", "she", "do", "how", "their", "if");

  private Samples() {}

  /** Creates a file of random bytes, unless the file exists. */
  static Path file(Path file, long size) throws IOException {
    if (Files.exists(file) && Files.size(file) == size) {
      return file;
    }
    Files.createDirectories(file.getParent());
    SplittableRandom random = new SplittableRandom(size);
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; left -= buffer.length) {
        random.nextBytes(buffer);
        out.write(buffer, 0, (int) Math.min(left, buffer.length));
      }
    }
    return file;
  }

  /** Creates a folder with files of random bytes. */
  static Path small(Path folder, int count, int size) throws IOException {
    SplittableRandom random = new SplittableRandom(count);
    Files.createDirectories(folder);
    byte[] content = new byte[size];
    for (int i = 0; i < count; i++) {
      random.nextBytes(content);
      Files.write(folder.resolve("f%05d".formatted(i)), content);
    }
    return folder;
  }

  /** Creates a tree of files with words and numbers, which compress to about a third. */
  static Path tree(Path folder, int count, long total) throws IOException {
    SplittableRandom random = new SplittableRandom(count);
    int size = (int) (total / count);
    for (int i = 0; i < count; i++) {
      Path sub = Files.createDirectories(folder.resolve("d" + i / 100));
      StringBuilder text = new StringBuilder(size + 32);
      while (text.length() < size) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        if (random.nextInt(8) == 0) {
          text.append(random.nextInt(1_000_000)).append('\n');
        }
      }
      text.setLength(size);
      Files.writeString(sub.resolve("f" + i), text, StandardCharsets.US_ASCII);
    }
    return folder;
  }

  /** Returns the size of all files of a folder in bytes. */
  static long size(Path folder) throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes a tree and creates an empty folder. */
  static Path empty(Path folder) throws IOException {
    delete(folder);
    return Files.createDirectories(folder);
  }

  static void delete(Path folder) throws IOException {
    FolderTree.delete(folder);
  }
}
