package io.oras.cli.flag;

import io.oras.api.model.Descriptor;
import io.oras.cli.terminal.CommandEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flag that says where content goes: a file, or {@code -} for standard output. */
public final class OutputFlag {
  private final Supplier<@Nullable String> output;

  public OutputFlag(CommandSpec spec, String what) {
    output =
        new FlagDeclarations(spec)
            .text(
                "file `path` to write the fetched " + what + " to, use - for stdout",
                "-o",
                "--output");
  }

  public boolean given() {
    return output.get() != null;
  }

  public boolean toStandardOutput() {
    return "-".equals(output.get());
  }

  /** The file, or null where there is none or it is standard output. */
  public @Nullable Path file(CommandEnvironment environment) throws IOException {
    String text = output.get();
    return text == null || toStandardOutput() ? null : environment.outputFile(text);
  }

  /** Content that is held, and its descriptor, to where they are wanted. */
  public void deliver(
      CommandEnvironment environment, DescriptorFlags flags, Descriptor descriptor, byte[] content)
      throws IOException {
    Path file = file(environment);
    if (file != null) {
      Files.write(file, content);
    }
    if (flags.descriptor()) {
      flags.print(environment, descriptor);
    } else if (file == null) {
      flags.print(environment, content);
    }
  }
}
