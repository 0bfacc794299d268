package com.example.adapters;

import io.oras.api.error.CredentialException;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.Credential;
import io.oras.auth.spi.CredentialRequest;
import io.oras.auth.spi.CredentialStore;
import io.oras.auth.spi.IdentityToken;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/** Credentials in a properties file, as {@code registry=user\npassword} or {@code =token}. */
public class PropertiesCredentials implements CredentialStore {
  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  /** A file that need not be there. */
  public PropertiesCredentials(Path file) {
    this.file = file;
  }

  @Override
  public Optional<Credential> find(CredentialRequest request) throws IOException {
    String value = read().getProperty(request.registry());
    if (value == null) {
      return Optional.empty();
    }
    int line = value.indexOf('\n');
    return Optional.of(
        line < 0
            ? Credential.identityToken(value)
            : Credential.basic(value.substring(0, line), value.substring(line + 1)));
  }

  @Override
  public void store(String registry, Credential credential) throws IOException {
    String value;
    if (credential instanceof BasicCredential basic) {
      value = basic.user() + "\n" + basic.password();
    } else if (credential instanceof IdentityToken identity) {
      value = identity.token();
    } else {
      throw new CredentialException("a " + credential + " cannot be stored");
    }
    change(all -> all.setProperty(key(registry), value));
  }

  @Override
  public boolean erase(String registry) throws IOException {
    return change(all -> all.remove(key(registry))) != null;
  }

  /** Returns the normalised name of the registry. */
  protected String key(String registry) {
    return CredentialRequest.of(registry).registry();
  }

  /** What is done with all credentials at once. */
  protected interface Change {
    Object apply(Properties all);
  }

  /** Reads, changes and writes, which nobody does at the same time. */
  protected Object change(Change change) throws IOException {
    lock.lock();
    try {
      Properties all = read();
      Object result = change.apply(all);
      Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "credentials", "");
      try (Writer out = Files.newBufferedWriter(next)) {
        all.store(out, null);
      }
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
      return result;
    } finally {
      lock.unlock();
    }
  }

  private Properties read() throws IOException {
    Properties all = new Properties();
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        all.load(in);
      }
    }
    return all;
  }

  @Override
  public String name() {
    return "properties";
  }
}
