package io.oras.core.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads streams that fetch their elements while they are read. */
public final class Streams {
  private Streams() {}

  /** Reads and closes the stream, and throws the exception of its source as it was thrown. */
  public static <S, T> T read(Stream<S> stream, Function<Stream<S>, T> reader) throws IOException {
    try (stream) {
      return reader.apply(stream);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
