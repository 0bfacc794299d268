package io.oras.cli.terminal;

import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.BlobFinished;
import io.oras.api.event.TransferEvent.BlobProgressed;
import io.oras.api.event.TransferEvent.BlobSkipped;
import io.oras.api.event.TransferEvent.BlobStarted;
import io.oras.api.model.Descriptor;
import io.oras.cli.output.StyledText;
import io.oras.cli.terminal.BlobProgress.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a screen shows of a transfer, from events and the time alone. What has ended is written once
 * and scrolls away; only what moves is drawn again, and never more of it than the screen has rows.
 * Not thread safe.
 */
public final class ProgressBoard {
  private static final long PICTURE = 100_000_000;

  /**
   * What moves.
   *
   * @param start in nanoseconds
   */
  private record Moving(long transferred, long start) {}

  private final StatusWords words;
  private final Screen screen;
  private final ProgressLine line;
  private final Map<Descriptor, Moving> moving = new LinkedHashMap<>();
  private final List<StyledText> ended = new ArrayList<>();
  private int drawn;

  public ProgressBoard(StatusWords words, Screen screen) {
    this.words = words;
    this.screen = screen;
    this.line = new ProgressLine(screen);
  }

  /**
   * Takes an event.
   *
   * @param now in nanoseconds
   */
  void on(TransferEvent event, long now) {
    if (event instanceof BlobStarted started) {
      moving.put(started.content(), new Moving(0, now));
    } else if (event instanceof BlobProgressed progressed) {
      moving.computeIfPresent(
          progressed.content(), (blob, m) -> new Moving(progressed.transferred(), m.start()));
    } else if (event instanceof BlobFinished finished) {
      end(finished.content(), words.settled(), Phase.DONE, now);
    } else if (event instanceof BlobSkipped skipped) {
      end(skipped.content(), words.of(skipped.reason()), Phase.DONE, now);
    } else {
      StatusPrinter.warning(event).map(new StyledText()::append).ifPresent(ended::add);
    }
  }

  private void end(Descriptor blob, String verb, Phase phase, long now) {
    Moving was = moving.remove(blob);
    long bytes = phase == Phase.DONE || was == null ? blob.size() : was.transferred();
    long nanos = was == null ? 0 : now - was.start();
    ended.addAll(draw(new BlobProgress(blob, verb, phase, bytes, nanos), 0));
  }

  private List<StyledText> draw(BlobProgress blob, long now) {
    return line.of(blob, words.width(), (int) (now / PICTURE));
  }

  /** Whatever still moves will not arrive. */
  void fail(long now) {
    List.copyOf(moving.keySet()).forEach(blob -> end(blob, words.begun(), Phase.FAILED, now));
  }

  /** What to write to the screen to show how things are now. */
  StyledText frame(long now) {
    List<StyledText> live = new ArrayList<>();
    int rows = screen.rows() - 2;
    moving.forEach(
        (blob, m) -> {
          if (live.size() + 2 <= rows) {
            live.addAll(
                draw(
                    new BlobProgress(
                        blob, words.begun(), Phase.MOVING, m.transferred(), now - m.start()),
                    now));
          }
        });
    int hidden = moving.size() - live.size() / 2;
    if (hidden > 0) {
      live.add(new StyledText().append("  and " + hidden + " more"));
    }
    StyledText out = new StyledText().up(drawn);
    // Cleared before it is written: behind a full line, the last letter would go.
    ended.forEach(text -> out.clearLine().append(text).newLine());
    live.forEach(text -> out.clearLine().append(text).newLine());
    ended.clear();
    drawn = live.size();
    return out.clearBelow();
  }

  /** What to write to take away what moves, for others to write below what has ended. */
  StyledText cleared() {
    StyledText clear = new StyledText().up(drawn).clearBelow();
    drawn = 0;
    return clear;
  }
}
