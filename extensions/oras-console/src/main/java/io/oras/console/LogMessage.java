package io.oras.console;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a {@link ConsoleLogger} gives to its handlers. Minor versions may add members. */
public sealed interface LogMessage {
  /**
   * A message with a level.
   *
   * @param level how important
   * @param text what is said
   */
  record Text(System.Logger.Level level, String text) implements LogMessage {}

  /**
   * A command line that is about to run.
   *
   * @param text the command line, without secrets
   */
  record Command(String text) implements LogMessage {}

  /**
   * The progress of a task.
   *
   * @param done steps
   * @param total steps
   */
  record Progress(long done, long total) implements LogMessage {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is negative
     */
    public Progress {
      if (done < 0 || total < 0) {
        throw new IllegalArgumentException(
            "progress counts steps from 0, got %s of %s".formatted(done, total));
      }
    }

    /**
     * Returns a text such as {@code 3 of 4 steps (75%) done}. Below one percent, the percentage has
     * two decimal places. Zero of zero steps is 100 %.
     */
    @Override
    public String toString() {
      double part = total == 0 ? 1 : (double) done / total;
      BigDecimal percent =
          new BigDecimal(part * 100).setScale(part < 0.01 ? 2 : 0, RoundingMode.HALF_EVEN);
      return "%s of %s steps (%s%%) done".formatted(done, total, percent);
    }
  }
}
