package io.oras.cli;

import io.oras.api.error.AuthenticationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.RegistryException;
import io.oras.api.error.UnsupportedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Words for what went wrong. */
final class Failure {
  private Failure() {}

  static String describe(Exception e) {
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
      return describe(cause);
    }
    String prefix = "Error";
    if (e instanceof OrasException oras) {
      prefix = oras.side().map(Failure::from).orElse(prefix);
      if (fromRegistry(oras)) {
        prefix = prefix.equals("Error") ? "Error response from registry" : prefix + " registry";
      }
    }
    return prefix + ": " + message(e) + advice(e);
  }

  private static String from(OrasException.Side side) {
    return "Error from " + side.name().toLowerCase(Locale.ROOT);
  }

  private static boolean fromRegistry(OrasException e) {
    return e instanceof RegistryException
        || (e instanceof NotFoundException n && n.response().isPresent())
        || (e instanceof UnsupportedException u && u.response().isPresent());
  }

  private static String message(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or directory";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + ": already exists";
    }
    if (e instanceof FileSystemException file) {
      return file.getFile() + ": " + file.getReason();
    }
    if (e instanceof IOException || e instanceof IllegalArgumentException) {
      return String.valueOf(e.getMessage());
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String advice(Exception e) {
    return e instanceof AuthenticationException
        ? "\nPlease check the username and password, or run \"oras login\""
        : "";
  }
}
