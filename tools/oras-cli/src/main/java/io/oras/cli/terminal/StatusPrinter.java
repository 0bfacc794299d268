package io.oras.cli.terminal;

import io.oras.api.artifact.Layer;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.BlobFinished;
import io.oras.api.event.TransferEvent.BlobSkipped;
import io.oras.api.event.TransferEvent.BlobStarted;
import io.oras.api.event.TransferEvent.ManifestRead;
import io.oras.api.event.TransferEvent.ReferrerMissing;
import io.oras.api.event.TransferEvent.WarningReceived;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One line for each step of each blob, as the {@code oras} command prints them on a pipe. */
public final class StatusPrinter implements TransferStatus {
  private final StatusWords words;
  private final Printer out;
  private final Printer err;
  private final boolean unnamed;

  /** Manifests that were read: they have begun already when they are sent. */
  private final Set<Digest> processed = ConcurrentHashMap.newKeySet();

  /**
   * Prints.
   *
   * @param unnamed whether also of content without a title
   */
  public StatusPrinter(StatusWords words, Printer out, Printer err, boolean unnamed) {
    this.unnamed = unnamed;
    this.words = words;
    this.out = out;
    this.err = err;
  }

  /** Creates a printer of warnings only, for commands without status lines. */
  public static StatusPrinter ofWarnings(Printer err) {
    return new StatusPrinter(StatusWords.PUSH, Printer.ofNothing(), err, false);
  }

  /** Returns the line for an event that warns the user; empty for other events. */
  static Optional<String> warning(TransferEvent event) {
    if (event instanceof WarningReceived warning) {
      return Optional.of("WARNING! " + warning.registry() + ": " + warning.text());
    }
    return event instanceof ReferrerMissing missing
        ? Optional.of(
            "WARNING! copied without the referrer %s: it is listed and is not there"
                .formatted(missing.content().digest()))
        : Optional.empty();
  }

  @Override
  public void on(TransferEvent event) {
    if (event instanceof ManifestRead read) {
      processed.add(read.content().digest());
      print(words.begun(), read.content());
      print("Processing", read.content());
    } else if (event instanceof BlobStarted started) {
      begun(started.content());
    } else if (event instanceof BlobFinished finished) {
      print(words.done(), finished.content());
    } else if (event instanceof BlobSkipped skipped) {
      print(words.of(skipped.reason()), skipped.content());
    } else {
      warning(event).ifPresent(err::line);
    }
  }

  private void begun(Descriptor content) {
    if (!processed.contains(content.digest())) {
      print(words.begun(), content);
    }
  }

  private void print(String word, Descriptor content) {
    if (!unnamed && content.title().isEmpty()) {
      return;
    }
    String padding = " ".repeat(Math.max(1, words.width() + 1 - word.length()));
    out.line(word + padding + content.digest().shortened() + " " + StatusWords.name(content));
  }

  @Override
  public void say(String text) {
    out.line(text);
  }

  @Override
  public void preparing(List<Layer> layers) {
    if (layers.isEmpty()) {
      say("Uploading empty artifact");
    } else if (unnamed) {
      layers.forEach(layer -> say("Preparing " + layer.title().orElse("")));
    }
  }

  @Override
  public void close() {}
}
