package io.oras.cli.flag;

import io.oras.api.model.Descriptor;
import io.oras.cli.output.JsonModels;
import io.oras.cli.output.JsonPrinter;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.document.OciJson;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** The flags of commands that may print a descriptor, and print JSON for people. */
public final class DescriptorFlags {
  private final Supplier<Boolean> descriptor;
  private final Supplier<Boolean> pretty;

  public DescriptorFlags(CommandSpec spec) {
    FlagDeclarations flags = new FlagDeclarations(spec);
    descriptor = flags.toggle("output the descriptor", "--descriptor");
    pretty = flags.toggle("prettify JSON objects printed to stdout", "--pretty");
  }

  /** Whether the descriptor is wanted. */
  public boolean descriptor() {
    return descriptor.get();
  }

  public boolean pretty() {
    return pretty.get();
  }

  public void print(CommandEnvironment environment, Descriptor wanted) {
    Map<String, Object> model = JsonModels.descriptor(wanted);
    if (pretty.get()) {
      environment.out().verbatim(JsonPrinter.pretty(model) + "\n");
    } else {
      environment.out().verbatim(JsonPrinter.compact(model));
    }
  }

  /** Prints a document as it is, or for people. */
  public void print(CommandEnvironment environment, byte[] json) {
    if (pretty.get()) {
      environment.out().bytes(OciJson.indent(json, "the content"));
      environment.out().verbatim("\n");
    } else {
      environment.out().bytes(json);
    }
  }
}
