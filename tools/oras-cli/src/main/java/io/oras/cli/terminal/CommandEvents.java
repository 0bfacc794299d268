package io.oras.cli.terminal;

import io.oras.api.event.Operation;
import io.oras.api.event.TransferEvent;
import io.oras.api.event.TransferEvent.BlobSkipped;
import io.oras.api.model.Descriptor;

/** Events of commands that do by themselves what an operation of the library would publish. */
public final class CommandEvents {
  private static final Operation NONE = new NoOperation(0, "", "");

  private CommandEvents() {}

  public static TransferEvent started(Descriptor content) {
    return new Started(NONE, content);
  }

  public static TransferEvent finished(Descriptor content) {
    return new Finished(NONE, content);
  }

  public static TransferEvent skipped(Descriptor content, BlobSkipped.Reason reason) {
    return new Skipped(NONE, content, reason);
  }

  private record NoOperation(long id, String name, String target) implements Operation {}

  private record Started(Operation operation, Descriptor content)
      implements TransferEvent.BlobStarted {}

  private record Finished(Operation operation, Descriptor content)
      implements TransferEvent.BlobFinished {}

  private record Skipped(Operation operation, Descriptor content, Reason reason)
      implements BlobSkipped {}
}
