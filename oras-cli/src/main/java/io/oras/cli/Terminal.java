package io.oras.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** What a person sits at, if one does. */
interface Terminal {
  /** Nobody sits there. */
  Terminal NONE =
      new Terminal() {
        @Override
        public @Nullable Screen screen() {
          return null;
        }

        @Override
        public @Nullable Console console() {
          return null;
        }

        @Override
        public boolean showsSecrets() {
          return false;
        }
      };

  /** Where standard error is seen, or null when it goes somewhere else. */
  @Nullable Screen screen();

  /** Where secrets are typed without being shown, or null. */
  @Nullable Console console();

  /** Whether standard input is typed by a person and {@link #console} cannot hide it. */
  boolean showsSecrets();
}
