package io.oras.cli.terminal;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** What a person sits at, if one does. */
public interface Terminal {
  /** Nobody sits there. */
  Terminal NONE = new Terminal() {};

  /** Where standard error is seen, or null when it goes somewhere else. */
  default @Nullable Screen screen() {
    return null;
  }

  /** Where secrets are typed without being shown, or null. */
  default @Nullable Console console() {
    return null;
  }

  /** Whether standard input is typed by a person and {@link #console} cannot hide it. */
  default boolean showsSecrets() {
    return false;
  }
}
