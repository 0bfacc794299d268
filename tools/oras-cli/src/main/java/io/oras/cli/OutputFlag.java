package io.oras.cli;

import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flag that says where content goes: a file, or {@code -} for standard output. */
final class OutputFlag {
  private final Supplier<@Nullable String> output;

  OutputFlag(CommandSpec spec, String what) {
    output =
        new Flags(spec)
            .text(
                "file `path` to write the fetched " + what + " to, use - for stdout",
                "-o",
                "--output");
  }

  boolean given() {
    return output.get() != null;
  }

  boolean toStandardOutput() {
    return "-".equals(output.get());
  }

  /** The file, or null where there is none or it is standard output. */
  @Nullable Path file(World world) throws IOException {
    String text = output.get();
    return text == null || toStandardOutput() ? null : world.outputFile(text);
  }

  /** Content that is held, and its descriptor, to where they are wanted. */
  void deliver(World world, DescriptorFlags flags, Descriptor descriptor, byte[] content)
      throws IOException {
    Path file = file(world);
    if (file != null) {
      Files.write(file, content);
    }
    if (flags.descriptor()) {
      flags.print(world, descriptor);
    } else if (file == null) {
      flags.print(world, content);
    }
  }
}
