package io.oras.core.stream;

import io.oras.core.function.IoFunction;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource between two owners: an open response, a permit, a lock, a stream, a temporary file.
 * Until the next owner has it, this object owns it and closes it if anything throws.
 *
 * <p>Two uses. A call that passes a resource on writes {@code Handover.of(open()).to(next::take)}
 * instead of {@code next.take(open())}. A method that is given a resource owns it from its first
 * line, by opening a handover of it in a {@code try} statement. For one thread.
 *
 * @param <R> the type of the resource
 */
public final class Handover<R extends AutoCloseable> implements AutoCloseable {

  private @Nullable R resource;

  private Handover(R resource) {
    this.resource = resource;
  }

  /** Owns the resource until it is handed over. */
  public static <R extends AutoCloseable> Handover<R> of(R resource) {
    return new Handover<>(resource);
  }

  /**
   * Returns the resource to look at; it is not handed over.
   *
   * @throws NullPointerException if it was handed over or closed
   */
  public R resource() {
    return Objects.requireNonNull(resource, "handed over already");
  }

  /**
   * Hands the resource over.
   *
   * @param receiver whose result owns the resource; if it throws, the resource is closed
   * @return what the receiver returns
   */
  public <T> T to(IoFunction<? super R, T> receiver) throws IOException {
    R taken = resource();
    try {
      T owner = receiver.apply(taken);
      resource = null;
      return owner;
    } catch (Throwable e) {
      resource = null;
      closeAfter(e, taken);
      throw e;
    }
  }

  /** Hands the resource over to the caller. */
  public R release() {
    R taken = resource();
    resource = null;
    return taken;
  }

  private static void closeAfter(Throwable failure, AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /** Closes the resource unless it was handed over. */
  @Override
  public void close() throws IOException {
    R left = resource;
    resource = null;
    if (left == null) {
      return;
    }
    try {
      left.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
