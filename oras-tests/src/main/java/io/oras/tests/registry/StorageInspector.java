package io.oras.tests.registry;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Looks at storage, and changes it, for one who has no business with its failures. */
final class StorageInspector {
  private StorageInspector() {}

  /** Looks. */
  interface Look<T> {
    T look() throws IOException;
  }

  /** Changes. */
  interface Change {
    void change() throws IOException, RegistryProblem;
  }

  static <T> T of(Look<T> look) {
    try {
      return look.look();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void run(Change change) {
    try {
      change.change();
    } catch (RegistryProblem e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
