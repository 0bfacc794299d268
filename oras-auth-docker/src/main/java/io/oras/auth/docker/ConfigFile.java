package io.oras.auth.docker;

import io.oras.api.error.CredentialException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A configuration in a file. Readers need no lock, for the file is replaced as a whole; writers are
 * one at a time.
 */
record ConfigFile(Path path) implements ConfigSource {
  /** Far beyond any that is in use. */
  private static final int MAX_SIZE = 4 << 20;

  /** What to do with a configuration. */
  @FunctionalInterface
  interface Change {
    DockerConfig apply(DockerConfig old) throws CredentialException;
  }

  @Override
  public DockerConfig read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_SIZE + 1);
    } catch (NoSuchFileException e) {
      return DockerConfig.empty(path.toString());
    } catch (IOException e) {
      throw new CredentialException("%s cannot be read: %s".formatted(path, reason(e)), e);
    }
    if (bytes.length > MAX_SIZE) {
      throw new CredentialException(
          "%s is not a credentials file: it has more than %s bytes".formatted(path, MAX_SIZE));
    }
    return DockerConfig.parse(path.toString(), bytes);
  }

  /**
   * Changes the file under its lock; one that would stay as it is is not written.
   *
   * @return whether it changed
   * @throws CredentialException when it cannot be read or written; it is then as it was
   */
  boolean update(Change change) throws IOException {
    DockerConfig before = read();
    if (change.apply(before).equals(before)) {
      return false;
    }
    try {
      Path target = OwnerOnlyFiles.followLinks(path);
      OwnerOnlyFiles.createFolder(target.resolveSibling("."));
      try (ConfigFileLock mutex = ConfigFileLock.acquire(target)) {
        DockerConfig old = read();
        DockerConfig changed = change.apply(old);
        if (changed.equals(old)) {
          return false;
        }
        mutex.replace(CredentialJson.format(changed.json()));
        return true;
      }
    } catch (CredentialException e) {
      throw e;
    } catch (FileSystemException e) {
      throw new CredentialException("%s cannot be written: %s".formatted(path, reason(e)), e);
    }
  }

  /** What the system says; messages of some exceptions are a path alone. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
