package io.oras.tests.registry.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Looks at storage, and changes it, for one who has no business with its failures. */
public final class StorageInspector {
  private StorageInspector() {}

  /** Looks. */
  public interface Look<T> {
    T look() throws IOException;
  }

  /** Changes. */
  public interface Change {
    void change() throws IOException, RegistryProblem;
  }

  public static <T> T of(Look<T> look) {
    try {
      return look.look();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void run(Change change) {
    try {
      change.change();
    } catch (RegistryProblem e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
