package io.oras.maven;

import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferListener;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Writes transfers to Maven's log: a line when a file starts, one when it ends, and one for each
 * ten seconds between.
 */
final class TransferLog implements TransferListener {
  private static final String TITLE = "org.opencontainers.image.title";
  private static final long INTERVAL = 10_000_000_000L;
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private final Log log;
  private final LongSupplier nanoTime;
  private final Map<Digest, Times> running = new ConcurrentHashMap<>();

  TransferLog(Log log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** When a transfer started, and when it was last reported. */
  private record Times(long started, long reported) {}

  @Override
  public void on(TransferEvent event) {
    if (event instanceof TransferEvent.BlobStarted e) {
      started(e);
    } else if (event instanceof TransferEvent.BlobProgressed e) {
      progressed(e);
    } else if (event instanceof TransferEvent.BlobFinished e) {
      finished(e);
    } else if (event instanceof TransferEvent.BlobSkipped e) {
      skipped(e);
    } else if (event instanceof TransferEvent.ReferrerMissing e) {
      log.warn("Referrer " + e.content().digest() + " is listed but missing; it is left out");
    } else if (event instanceof TransferEvent.Retrying e) {
      log.warn(
          e.request()
              + " failed: "
              + e.cause()
              + "; next attempt in "
              + e.delay().toMillis()
              + " ms");
    } else if (event instanceof TransferEvent.WarningReceived e) {
      log.warn(e.registry() + ": " + e.text());
    } else if (event instanceof TransferEvent.RequestFinished e) {
      log.debug(e.method() + " " + e.host() + e.path() + " " + e.status());
    }
  }

  private void started(TransferEvent.BlobStarted event) {
    long now = nanoTime.getAsLong();
    running.put(event.content().digest(), new Times(now, now));
    title(event.content())
        .ifPresent(title -> log.info(doing(event) + ": " + title + size(event.content())));
  }

  private void progressed(TransferEvent.BlobProgressed event) {
    long now = nanoTime.getAsLong();
    Digest digest = event.content().digest();
    Times times = running.get(digest);
    if (times == null || now - times.reported() < INTERVAL) {
      return;
    }
    running.put(digest, new Times(times.started(), now));
    title(event.content())
        .ifPresent(
            title ->
                log.info(
                    "Progress: "
                        + title
                        + " "
                        + bytes(event.transferred())
                        + " of "
                        + bytes(event.content().size())));
  }

  private void finished(TransferEvent.BlobFinished event) {
    Times times = running.remove(event.content().digest());
    title(event.content())
        .ifPresent(title -> log.info(done(event) + ": " + title + size(event.content(), times)));
  }

  private void skipped(TransferEvent.BlobSkipped event) {
    title(event.content())
        .ifPresent(
            title ->
                log.info(
                    "Skipped: "
                        + title
                        + " ("
                        + event.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ")"));
  }

  /** Returns the file name; manifests, configs and other content without a name are not logged. */
  private static Optional<String> title(Descriptor content) {
    return content.mediaType().isManifest()
        ? Optional.empty()
        : Optional.ofNullable(content.annotations().get(TITLE));
  }

  private static String doing(TransferEvent event) {
    return switch (event.operation().name()) {
          case "pull" -> "Downloading from ";
          case "copy" -> "Copying to ";
          default -> "Uploading to ";
        }
        + event.operation().target();
  }

  private static String done(TransferEvent event) {
    return switch (event.operation().name()) {
          case "pull" -> "Downloaded from ";
          case "copy" -> "Copied to ";
          default -> "Uploaded to ";
        }
        + event.operation().target();
  }

  private static String size(Descriptor content) {
    return " (" + bytes(content.size()) + ")";
  }

  private String size(Descriptor content, @Nullable Times times) {
    if (times == null) {
      return size(content);
    }
    double seconds = Math.max(nanoTime.getAsLong() - times.started(), 1) / 1e9;
    return " ("
        + bytes(content.size())
        + " at "
        + bytes(Math.round(content.size() / seconds))
        + "/s)";
  }

  /** Returns a number of bytes as Maven prints it: two digits, units of 1000. */
  static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 999.5 && unit < UNITS.length - 1) {
      amount /= 1000;
      unit++;
    }
    String format = unit > 0 && amount < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, amount, UNITS[unit]);
  }
}
