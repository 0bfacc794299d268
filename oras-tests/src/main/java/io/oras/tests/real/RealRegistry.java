package io.oras.tests.real;

import io.oras.api.model.Digest;
import io.oras.tests.tool.SafetyLimit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registry of another project, as a process on a free port of 127.0.0.1. An environment variable
 * names the program, see {@link RegistryProgram}; when that is not set, the start skips the test.
 *
 * <pre>{@code
 * try (RealRegistry registry = RealRegistry.start(RegistryProgram.DOCKER_REGISTRY, folder)) {
 *   oras.push(registry.host() + "/hello:v1", artifact);
 * }
 * }</pre>
 *
 * <p>Thread safe. The owner closes it, which ends the process, and deletes the folder.
 */
public final class RealRegistry implements AutoCloseable {

  private final Path data;
  private final Process process;
  private final Thread reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition said = lock.newCondition();
  private final List<String> log = new ArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private RealRegistry(RegistryProgram flavor, Path folder, Configuration configuration)
      throws IOException {
    data = configuration.data();
    Path file = folder.resolve(flavor + ".json");
    List<String> command = flavor.command(file);
    Files.writeString(file, configuration.forProgram(flavor).toString());
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    reader = new Thread(() -> read(flavor), "log of " + flavor);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a registry with plain HTTP and without authentication. */
  public static RealRegistry start(RegistryProgram flavor, Path folder) throws IOException {
    return start(flavor, folder, null, null);
  }

  /**
   * Starts a registry; the registry listens when this method returns.
   *
   * @param folder for its content and its configuration
   * @param account who alone is let in, or null for everybody
   * @param identity for TLS, or null for plain http
   */
  public static RealRegistry start(
      RegistryProgram flavor,
      Path folder,
      @Nullable Account account,
      @Nullable ServerIdentity identity)
      throws IOException {
    Path accounts =
        account == null ? null : Files.writeString(folder.resolve("htpasswd"), account.line());
    RealRegistry registry =
        new RealRegistry(
            flavor, folder, new Configuration(folder.resolve("data"), accounts, identity));
    try {
      registry.port.get(SafetyLimit.SECONDS, TimeUnit.SECONDS);
      return registry;
    } catch (ExecutionException | TimeoutException e) {
      registry.close();
      throw new IOException(flavor + " does not listen; it said: " + registry.log(), e);
    } catch (InterruptedException e) {
      registry.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + flavor + " was starting", e);
    }
  }

  /** Reads the output until the process ends. */
  private void read(RegistryProgram flavor) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        lock.lock();
        try {
          log.add(line);
          said.signalAll();
        } finally {
          lock.unlock();
        }
        Matcher ready = flavor.ready.matcher(line);
        if (ready.find()) {
          port.complete(Integer.valueOf(ready.group(1)));
        }
      }
      port.completeExceptionally(new IOException("it has ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }

  /** Returns {@code 127.0.0.1:PORT}. */
  public String host() {
    return "127.0.0.1:" + port.join();
  }

  /** Returns the log of the registry, with a line for each request soon after its response. */
  public List<String> log() {
    lock.lock();
    try {
      return List.copyOf(log);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the log has a line with a match.
   *
   * @throws AssertionError when there is none after five minutes
   */
  public void awaitLog(String regex) throws InterruptedException {
    Pattern wanted = Pattern.compile(regex);
    long left = TimeUnit.SECONDS.toNanos(SafetyLimit.SECONDS);
    lock.lock();
    try {
      while (log.stream().noneMatch(wanted.asPredicate())) {
        if (left <= 0) {
          throw new AssertionError("no line of the log has a match of " + regex + ": " + log);
        }
        left = said.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns the file with the content of the digest, for tests that damage the content. */
  public Path file(Digest digest) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      return all.filter(Files::isRegularFile)
          .filter(
              file -> file.endsWith(digest.encoded()) || file.endsWith(digest.encoded() + "/data"))
          .findFirst()
          .orElseThrow(() -> new IOException(digest + " is not in " + data));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Ends the process and waits until it has ended. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SafetyLimit.SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      reader.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
