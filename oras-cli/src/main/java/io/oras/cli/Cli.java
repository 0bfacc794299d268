package io.oras.cli;

import io.oras.api.error.OperationCancelledException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command, runs it, and shows what went wrong. */
final class Cli {
  private Cli() {}

  /**
   * Runs {@code oras} with these arguments.
   *
   * @return the exit code, 0 or 1
   */
  static int run(World world, String... arguments) {
    try {
      new Cli().dispatch(world, List.of(arguments));
      return 0;
    } catch (UsageException e) {
      world.err().println("Error: " + e.getMessage());
      e.hints().forEach(world.err()::println);
    } catch (OperationCancelledException e) {
      world.err().println("Error: cancelled");
    } catch (IOException | RuntimeException e) {
      world.err().println(Failure.describe(e));
    } finally {
      world.out().flush();
      world.err().flush();
    }
    return 1;
  }

  private void dispatch(World world, List<String> arguments) throws IOException {
    Commands.Match match = Commands.find(arguments);
    if (match == null) {
      if (arguments.isEmpty() || Commands.asksForHelp(arguments)) {
        world.out().print(Commands.overview());
        return;
      }
      throw new UsageException(
          "unknown command \"" + arguments.get(0) + "\" for \"oras\"",
          "Run 'oras --help' for usage.");
    }
    Subcommand command = match.command();
    CommandSpec spec = command.spec();
    PositionalParamSpec positionals =
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .hidden(true)
            .build();
    spec.addPositional(positionals);
    CommandLine line = new CommandLine(spec).setPosixClusteredShortOptionsAllowed(true);
    ParseResult result = parse(line, match.arguments());
    if (result.isUsageHelpRequested()) {
      world.out().print(line.getUsageMessage());
      return;
    }
    List<String> given = positionals.originalStringValues();
    check(command, given);
    command.run(world, given);
  }

  private static ParseResult parse(CommandLine line, List<String> arguments) {
    try {
      return line.parseArgs(arguments.toArray(String[]::new));
    } catch (UnmatchedArgumentException e) {
      throw new UsageException("unknown flag: " + e.getUnmatched().get(0));
    } catch (ParameterException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static void check(Subcommand command, List<String> positionals) {
    Subcommand.Arity arity = command.arity();
    if (!arity.admits(positionals.size())) {
      String words = "oras " + command.name();
      throw new UsageException(
          "\"%s\" requires %s but got %d".formatted(words, arity, positionals.size()),
          "Usage: " + words + " [flags] " + command.synopsis(),
          "Please specify %s as %s. Run \"%s -h\" for more options and examples"
              .formatted(arity, arity.purpose(), words));
    }
  }
}
