package io.oras.tests.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a registry until the process is ended: {@code java -p … -m
 * io.oras.tests/io.oras.tests.registry.RegistryMain [PORT] [OPTION…]}. Prints its address, and with
 * TLS its certificate. It takes bodies of unknown length everywhere.
 *
 * <ul>
 *   <li>{@code --folder FOLDER} keeps the content in a folder, an OCI layout for each repository
 *   <li>{@code --basic USER PASSWORD} or {@code --token USER PASSWORD} lets that user in alone
 *   <li>{@code --profile NAME} is like a registry that exists, such as {@code harbor_2_7}
 *   <li>{@code --tls} speaks https
 *   <li>{@code --read-only} can be changed by nobody
 * </ul>
 */
public final class RegistryMain {
  private RegistryMain() {}

  /** Starts the registry, prints {@code 127.0.0.1:PORT} and waits. */
  public static void main(String[] args) throws IOException, InterruptedException {
    RegistryBuilder builder = builder(args);
    try (InProcessRegistry registry = builder.start()) {
      System.out.println(registry.host());
      if (builder.tls != null) {
        System.out.print(registry.certificate());
      }
      new CountDownLatch(1).await();
    }
  }

  static RegistryBuilder builder(String... args) {
    RegistryBuilder builder = InProcessRegistry.builder().lengthRequired(false);
    Iterator<String> words = Arrays.asList(args).iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--folder" -> builder.folder(Path.of(value(word, words)));
        case "--basic" -> builder.auth(Auth.basic(value(word, words), value(word, words)));
        case "--token" -> builder.auth(Auth.token(value(word, words), value(word, words)));
        case "--profile" ->
            builder.profile(RegistryProfile.valueOf(value(word, words).toUpperCase(Locale.ROOT)));
        case "--tls" -> builder.tls(true);
        case "--read-only" -> builder.readOnly(true);
        default -> builder.port(port(word));
      }
    }
    return builder;
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException("nothing comes after " + option);
    }
    return words.next();
  }

  private static int port(String word) {
    if (!word.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "a port or one of --folder, --basic, --token, --profile, --tls, --read-only, got '"
              + word
              + "'");
    }
    return Integer.parseInt(word);
  }
}
