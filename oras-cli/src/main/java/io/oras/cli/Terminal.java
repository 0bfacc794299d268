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
      };

  /** Where standard error is seen, or null when it goes somewhere else. */
  @Nullable Screen screen();

  /** Where secrets are typed without being shown, or null. */
  @Nullable Console console();
}
