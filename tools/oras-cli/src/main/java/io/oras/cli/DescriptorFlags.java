package io.oras.cli;

import io.oras.api.model.Descriptor;
import io.oras.cli.output.JsonPrinter;
import io.oras.core.document.OciJson;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** The flags of commands that may print a descriptor, and print JSON for people. */
final class DescriptorFlags {
  private final Supplier<Boolean> descriptor;
  private final Supplier<Boolean> pretty;

  DescriptorFlags(CommandSpec spec) {
    Flags flags = new Flags(spec);
    descriptor = flags.toggle("output the descriptor", "--descriptor");
    pretty = flags.toggle("prettify JSON objects printed to stdout", "--pretty");
  }

  /** Whether the descriptor is wanted. */
  boolean descriptor() {
    return descriptor.get();
  }

  boolean pretty() {
    return pretty.get();
  }

  void print(World world, Descriptor wanted) {
    Map<String, Object> model = Models.descriptor(wanted);
    if (pretty.get()) {
      world.out().verbatim(JsonPrinter.pretty(model) + "\n");
    } else {
      world.out().verbatim(JsonPrinter.compact(model));
    }
  }

  /** Prints a document as it is, or for people. */
  void print(World world, byte[] json) {
    if (pretty.get()) {
      world.out().bytes(OciJson.indent(json, "the content"));
      world.out().verbatim("\n");
    } else {
      world.out().bytes(json);
    }
  }
}
