package io.oras.cli.command;

import io.oras.cli.terminal.CommandEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** {@code oras completion SHELL}: prints a script that asks the command for candidates. */
public final class CompletionCommand extends Command {
  /** The hidden command that shells call. */
  public static final String DESCRIBED = "__complete";

  /** The same without descriptions. */
  public static final String PLAIN = "__completeNoDesc";

  private final String shell;
  private final Supplier<Boolean> plain =
      flags().toggle("disable completion descriptions", "--no-descriptions");

  public CompletionCommand(String shell) {
    super(
        "completion " + shell,
        "",
        Arity.exactly(0, "there is nothing to complete"),
        /* withDebug= */ false);
    this.shell = shell;
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    String command = plain.get() ? PLAIN : DESCRIBED;
    try (InputStream script =
        Objects.requireNonNull(
            CompletionCommand.class.getResourceAsStream("completion/" + shell), shell)) {
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      environment.out().lines(text.replace("@COMMAND@", command));
    }
  }
}
