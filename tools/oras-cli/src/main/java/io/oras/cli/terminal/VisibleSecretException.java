package io.oras.cli.terminal;

/** A secret was not asked for, because the terminal would have shown it. */
public final class VisibleSecretException extends Exception {
  private static final long serialVersionUID = 1L;

  VisibleSecretException() {
    super("a secret cannot be typed unseen while standard output is not the terminal");
  }
}
