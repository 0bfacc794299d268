package io.oras.cli.terminal;

import io.oras.api.event.TransferEvent.BlobSkipped.Reason;
import io.oras.api.model.Descriptor;
import io.oras.console.TextEscapes;

/**
 * The words of a command for what happens to a blob.
 *
 * @param begun while it moves
 * @param done when it has moved, on a line of its own
 * @param settled the same, behind a bar
 * @param width to which they are padded
 */
public record StatusWords(String begun, String done, String settled, int width) {
  public static final StatusWords PUSH = new StatusWords("Uploading", "Uploaded", "Uploaded", 9);
  public static final StatusWords PULL = new StatusWords("Downloading", "Downloaded", "Pulled", 11);
  public static final StatusWords COPY = new StatusWords("Copying", "Copied", "Copied", 7);
  public static final StatusWords BACKUP = new StatusWords("Pulling", "Pulled", "Pulled", 9);
  public static final StatusWords RESTORE = new StatusWords("Pushing", "Pushed", "Pushed", 9);

  boolean isPull() {
    return begun.equals(PULL.begun);
  }

  /** How content is called: by its title, which comes from the network, or its type. */
  static String name(Descriptor content) {
    return TextEscapes.line(content.title().orElse(content.mediaType().value()));
  }

  /** Why it did not have to move. */
  String of(Reason reason) {
    return switch (reason) {
      case EXISTS -> "Exists";
      case SAME_CONTENT -> {
        if (isPull()) {
          yield "Restored";
        }
        yield equals(PUSH) ? "Exists" : "Skipped";
      }
      case MOUNTED -> "Mounted";
      case NOT_WANTED -> "Skipped";
    };
  }
}
