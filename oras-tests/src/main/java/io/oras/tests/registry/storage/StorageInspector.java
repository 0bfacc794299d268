package io.oras.tests.registry.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads and changes the storage, and throws unchecked exceptions for failures. */
public final class StorageInspector {
  private StorageInspector() {}

  /** A read of the storage. */
  public interface Look<T> {
    T look() throws IOException;
  }

  /** A change of the storage. */
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
