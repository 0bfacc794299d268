package io.oras.cli.terminal;

import io.oras.api.artifact.Layer;
import io.oras.api.event.TransferListener;
import java.util.List;

/** Shows how a transfer goes. What comes after it is written when it is closed. */
public interface TransferStatus extends TransferListener, AutoCloseable {
  /** Prints a line of the command's own in the midst of it. */
  void say(String line);

  /** Says what is about to be read, or that there is nothing. */
  default void preparing(List<Layer> layers) {}

  @Override
  void close();
}
