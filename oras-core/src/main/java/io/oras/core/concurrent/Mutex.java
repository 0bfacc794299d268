package io.oras.core.concurrent;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A reentrant lock that one thread holds while a section runs. Thread safe. */
public final class Mutex {
  /**
   * A section that returns a value.
   *
   * @param <T> the type of the value
   * @param <X> the exceptions of the section
   */
  @FunctionalInterface
  public interface Section<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  /**
   * A section without a value.
   *
   * @param <X> the exceptions of the section
   */
  @FunctionalInterface
  public interface VoidSection<X extends Exception> {
    void run() throws X;
  }

  private final ReentrantLock lock = new ReentrantLock();

  /** Runs the section with the lock held and returns its value. */
  public <T extends @Nullable Object, X extends Exception> T get(Section<T, X> section) throws X {
    lock.lock();
    try {
      return section.run();
    } finally {
      lock.unlock();
    }
  }

  /** Runs the section with the lock held. */
  public <X extends Exception> void run(VoidSection<X> section) throws X {
    lock.lock();
    try {
      section.run();
    } finally {
      lock.unlock();
    }
  }
}
