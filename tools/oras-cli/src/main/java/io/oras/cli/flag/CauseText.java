package io.oras.cli.flag;

import io.oras.cli.terminal.ProcessText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The text of an exception for messages. */
public final class CauseText {
  private CauseText() {}

  /** Returns the cause in words, with the name of the file if there is one. */
  public static String of(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or directory";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + ": already exists";
    }
    if (e instanceof InvalidPathException path) {
      String refusal = ProcessText.refusal(path.getInput());
      return refusal == null ? String.valueOf(e.getMessage()) : refusal;
    }
    if (e instanceof DirectoryNotEmptyException full) {
      return full.getFile() + ": directory not empty";
    }
    if (e instanceof NotDirectoryException file) {
      return file.getFile() + ": not a directory";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    if (e instanceof IOException || e instanceof IllegalArgumentException) {
      return String.valueOf(e.getMessage());
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
