package io.oras.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whether the process ends with the exit code of the command or with that of a signal. */
class InterruptionTest {
  @Test
  void aCommandThatEndedFirstExitsWithItsOwnCodeAndIsNotInterrupted() {
    Interruption interruption = new Interruption(Thread.currentThread());

    assertTrue(interruption.commandEnded());

    interruption.processEnds();

    assertFalse(Thread.interrupted());
  }

  @Test
  void aCommandThatASignalInterruptedLeavesTheExitCodeToTheSignal() throws Exception {
    Interruption interruption = new Interruption(Thread.currentThread());
    Thread hook = new Thread(interruption::processEnds);
    hook.start();
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }

    assertFalse(interruption.commandEnded());

    hook.join();
  }
}
