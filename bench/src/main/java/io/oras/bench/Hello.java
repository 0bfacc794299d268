package io.oras.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** A minimal Java command: prints a word, or sends one request. */
public final class Hello {
  private Hello() {}

  /** Sends a GET to the URL, if there is one. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      try (InputStream answer = URI.create(arguments[0]).toURL().openStream()) {
        answer.readAllBytes();
      }
    }
    System.out.println("hello");
  }
}
