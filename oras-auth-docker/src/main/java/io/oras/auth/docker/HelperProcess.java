package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import io.oras.api.error.OperationCancelledException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a helper program. All three pipes move at once, so that neither side waits for the
 * other; it and its children are killed when it takes too long, says too much, or the caller is
 * interrupted.
 *
 * @param what for messages, such as {@code docker-credential-pass get}
 */
record HelperProcess(Process process, String what) {
  /** Bytes that a helper may print. */
  static final int MAX_OUTPUT = 64 << 10;

  /** How it ended and what it printed. */
  static final class Result {
    private final int exit;
    private final byte[] out;
    private final byte[] err;

    Result(int exit, byte[] out, byte[] err) {
      this.exit = exit;
      this.out = out;
      this.err = err;
    }

    int exit() {
      return exit;
    }

    byte[] out() {
      return out;
    }

    /** The text of the helper's error; by the protocol it stands in the output. */
    String message() {
      String text = new String(out, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? new String(err, StandardCharsets.UTF_8).strip() : text;
    }
  }

  static Result run(Path program, String verb, byte[] input, Duration limit) throws IOException {
    String what = program.getFileName() + " " + verb;
    Process process;
    try {
      process = new ProcessBuilder(program.toString(), verb).start();
    } catch (IOException e) {
      throw new CredentialException(
          "the credential helper %s cannot be started".formatted(program), e);
    }
    return new HelperProcess(process, what).result(input, limit);
  }

  private Result result(byte[] input, Duration limit) throws IOException {
    CompletableFuture<Void> tooMuch = new CompletableFuture<>();
    CompletableFuture<byte[]> out = drain(process.getInputStream(), tooMuch);
    CompletableFuture<byte[]> err = drain(process.getErrorStream(), tooMuch);
    onDaemon(() -> feed(input));
    try {
      CompletableFuture<Void> ended = CompletableFuture.allOf(out, err, process.onExit());
      CompletableFuture.anyOf(ended, tooMuch).get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (tooMuch.isDone()) {
        throw new CredentialException(
            "%s printed more than %s bytes and was ended".formatted(what, MAX_OUTPUT));
      }
      return new Result(process.exitValue(), out.get(), err.get());
    } catch (TimeoutException e) {
      throw new CredentialException(
          "%s did not end within %s and was killed".formatted(what, limit), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationCancelledException("interrupted while %s ran".formatted(what), e);
    } catch (ExecutionException e) {
      throw new CredentialException("the output of %s cannot be read".formatted(what), e);
    } finally {
      if (process.isAlive()) {
        kill();
      }
    }
  }

  /** Asks for one byte more than may be; when that comes, the rest is left to the caller. */
  private CompletableFuture<byte[]> drain(InputStream pipe, CompletableFuture<Void> tooMuch) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            byte[] bytes = pipe.readNBytes(MAX_OUTPUT + 1);
            if (bytes.length > MAX_OUTPUT) {
              tooMuch.complete(null);
            }
            return bytes;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        this::onDaemon);
  }

  private void feed(byte[] input) {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write(input);
    } catch (IOException e) {
      // It ended without reading all; its exit status tells whether that is an error.
    }
  }

  /** Daemons, for a grandchild that escapes may hold a pipe open for ever. */
  private void onDaemon(Runnable task) {
    Thread thread = new Thread(task, what);
    thread.setDaemon(true);
    thread.start();
  }

  /** Closes the pipes too. */
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
