package io.oras.cli;

import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.BlobFinished;
import io.oras.api.event.TransferEvent.BlobSkipped;
import io.oras.api.event.TransferEvent.BlobStarted;
import io.oras.api.event.TransferEvent.WarningReceived;
import io.oras.api.event.TransferListener;
import io.oras.api.model.Descriptor;
import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;

/** One line for each step of each blob, as the {@code oras} command prints them on a pipe. */
final class StatusPrinter implements TransferListener {
  /** The words of a command for what happens to a blob. */
  enum Words {
    PUSH("Uploading", "Uploaded"),
    PULL("Downloading", "Downloaded"),
    COPY("Copying", "Copied"),
    BACKUP("Pulling", "Pulled"),
    RESTORE("Pushing", "Pushed");

    private final String begun;
    private final String done;

    Words(String begun, String done) {
      this.begun = begun;
      this.done = done;
    }
  }

  private final Words words;
  private final PrintStream out;
  private final PrintStream err;
  private final ReentrantLock lock = new ReentrantLock();

  StatusPrinter(Words words, PrintStream out, PrintStream err) {
    this.words = words;
    this.out = out;
    this.err = err;
  }

  @Override
  public void on(TransferEvent event) {
    if (event instanceof BlobStarted started) {
      print(words.begun, started.content());
    } else if (event instanceof BlobFinished finished) {
      print(words.done, finished.content());
    } else if (event instanceof BlobSkipped skipped) {
      skipped(skipped);
    } else if (event instanceof WarningReceived warning) {
      line(err, Warnings.text(warning));
    }
  }

  /** Content begins to move; nothing is said of it when it is to be quiet. */
  void begun(Descriptor content, boolean quiet) {
    if (!quiet) {
      print(words.begun, content);
    }
  }

  /** Content has moved. */
  void done(Descriptor content, boolean quiet) {
    if (!quiet) {
      print(words.done, content);
    }
  }

  /** Content was there. */
  void exists(Descriptor content, boolean quiet) {
    if (!quiet) {
      print("Exists", content);
    }
  }

  private void skipped(BlobSkipped event) {
    switch (event.reason()) {
      case EXISTS, SAME_CONTENT -> print("Exists", event.content());
      case MOUNTED -> print("Mounted", event.content());
      case NOT_WANTED -> print("Skipped", event.content());
    }
  }

  private void print(String word, Descriptor content) {
    String name = content.title().orElse(content.mediaType().value());
    line(out, "%s %s %s".formatted(pad(word), content.digest().shortened(), name));
  }

  private String pad(String word) {
    return word + " ".repeat(Math.max(0, words.begun.length() - word.length()));
  }

  private void line(PrintStream stream, String text) {
    lock.lock();
    try {
      stream.println(text);
    } finally {
      lock.unlock();
    }
  }
}
