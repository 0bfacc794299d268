package io.oras.cli;

import io.oras.api.error.OperationCancelledException;
import io.oras.cli.terminal.Printer.WriteException;
import io.oras.console.ExitException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command, runs it, and shows what went wrong. */
final class Cli {
  private static final List<String> HELP = List.of("-h", "--help");

  /** As a shell reports a program that SIGPIPE ended. */
  private static final int BROKEN_PIPE = 128 + 13;

  private static final Pattern CREDENTIAL =
      Pattern.compile("--(from-|to-)?(username|password|identity-token)(-stdin)?");

  private @Nullable ParseResult parsed;
  private @Nullable Subcommand called;

  private Cli() {}

  /** Where the command looked for credentials first; null when the flags gave them. */
  private @Nullable Path authFile(World world) {
    List<OptionSpec> given = parsed == null ? List.of() : parsed.matchedOptions();
    if (given.stream().anyMatch(option -> CREDENTIAL.matcher(option.longestName()).matches())) {
      return null;
    }
    for (OptionSpec option : given) {
      if (option.longestName().endsWith("registry-config")) {
        return world.resolve(option.originalStringValues().get(0));
      }
    }
    return world
        .environment()
        .variable("DOCKER_CONFIG")
        .map(Path::of)
        .or(() -> world.environment().home().map(home -> home.resolve(".docker")))
        .map(folder -> folder.resolve("config.json"))
        .orElse(null);
  }

  /**
   * Runs {@code oras} with these arguments.
   *
   * @return the exit code: 0, 1, that of an {@link ExitException}, or 141 when nobody reads
   *     standard output any more
   */
  static int run(World world, String... arguments) {
    int code = new Cli().execute(world, arguments);
    try {
      world.out().finish();
    } catch (WriteException e) {
      if (e.isBrokenPipe()) {
        return code == 0 ? BROKEN_PIPE : code;
      }
      world.err().line("Error: cannot write to standard output: " + e.getMessage());
      code = code == 0 ? 1 : code;
    }
    try {
      world.err().finish();
    } catch (WriteException e) {
      return code == 0 ? 1 : code; // There is nowhere left to say why.
    }
    return code;
  }

  private int execute(World world, String... arguments) {
    try {
      List<String> words = List.of(arguments);
      if (!words.isEmpty() && words.get(0).equals("help")) {
        help(world, words.subList(1, words.size()));
      } else {
        dispatch(world, words);
      }
      return 0;
    } catch (UsageException e) {
      world.err().line("Error: " + e.getMessage());
      e.hints().forEach(world.err()::line);
    } catch (ExitException e) {
      return e.code(); // Who threw it has said why.
    } catch (OperationCancelledException e) {
      world.err().line("Error: cancelled");
    } catch (WriteException e) {
      return 0; // The printer keeps it for the end.
    } catch (IOException | RuntimeException e) {
      Failure.describe(e, authFile(world), called).forEach(world.err()::line);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      world.err().line("Error: " + e);
    }
    return 1;
  }

  /** {@code help push} is {@code push --help}; there may be nothing to say about a topic. */
  private void help(World world, List<String> topic) throws IOException {
    try {
      dispatch(world, Stream.concat(topic.stream(), Stream.of("--help")).toList());
    } catch (UnknownCommandException e) {
      String words = topic.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" "));
      world.err().line("Unknown help topic [" + words + "]");
      world.err().lines(Commands.overview(""));
    }
  }

  private static final class UnknownCommandException extends UsageException {
    private static final long serialVersionUID = 1L;

    UnknownCommandException(String word, List<String> hints) {
      super("unknown command \"" + word + "\" for \"oras\"", hints.toArray(String[]::new));
    }
  }

  private void dispatch(World world, List<String> arguments) throws IOException {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (first.equals(CompletionCommand.DESCRIBED) || first.equals(CompletionCommand.PLAIN)) {
      List<String> words = arguments.subList(1, arguments.size());
      world.out().lines(Completion.of(words, first.equals(CompletionCommand.DESCRIBED)));
      return;
    }
    Commands.Match match = Commands.find(arguments);
    if (match == null) {
      world.out().lines(Commands.overview(group(arguments)));
      return;
    }
    Subcommand command = match.command();
    called = command;
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
    CommandLine line =
        new CommandLine(spec)
            .setPosixClusteredShortOptionsAllowed(true)
            .setOverwrittenOptionsAllowed(true);
    ParseResult result = parse(line, match.arguments());
    parsed = result;
    if (result.isUsageHelpRequested()) {
      world.out().lines(Help.of(command, match.summary(), match.aliases()));
      return;
    }
    List<String> given = positionals.originalStringValues();
    check(command, given);
    command.warn(world);
    command.run(world, given);
  }

  /**
   * Returns the group of commands that is asked about, whatever words follow it, as in {@code
   * oras}.
   */
  private static String group(List<String> arguments) {
    int start = Commands.word(arguments);
    List<String> words =
        start < 0
            ? List.of()
            : arguments.subList(start, arguments.size()).stream()
                .filter(word -> !word.startsWith("-"))
                .toList();
    String first = words.isEmpty() ? "" : Commands.group(words.subList(0, 1));
    if (first.isEmpty() || Commands.isGroup(first)) {
      arguments.stream()
          .filter(argument -> argument.startsWith("-") && argument.length() > 1)
          .filter(flag -> !HELP.contains(flag))
          .findFirst()
          .ifPresent(
              flag -> {
                throw unknown(flag.startsWith("--") ? flag.split("=", 2)[0] : flag);
              });
      String deeper = first + " " + (words.size() > 1 ? words.get(1) : "");
      return Commands.isGroup(deeper) ? deeper : first;
    }
    List<String> similar = Commands.similar(words.get(0));
    List<String> hints = new ArrayList<>();
    if (!similar.isEmpty()) {
      hints.addAll(List.of("", "Did you mean this?"));
      similar.forEach(name -> hints.add("\t" + name));
      hints.add("");
    }
    hints.add("Run 'oras --help' for usage.");
    throw new UnknownCommandException(words.get(0), hints);
  }

  private static UsageException unknown(String flag) {
    return new UsageException(
        flag.startsWith("--")
            ? "unknown flag: " + flag
            : "unknown shorthand flag: '%s' in %s".formatted(flag.charAt(1), flag));
  }

  private static ParseResult parse(CommandLine line, List<String> arguments) {
    try {
      return line.parseArgs(arguments.toArray(String[]::new));
    } catch (UnmatchedArgumentException e) {
      throw unknown(e.getUnmatched().get(0));
    } catch (MissingParameterException e) {
      String last = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
      throw new UsageException(
          "flag needs an argument: "
              + (last.startsWith("--")
                  ? last
                  : "'%s' in %s".formatted(last.substring(Math.max(0, last.length() - 1)), last)));
    } catch (ParameterException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof UsageException usage) {
          throw usage;
        }
      }
      if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
        String expected =
            Number.class.isAssignableFrom(option.type()) ? "a number" : "true or false";
        throw new UsageException(
            "invalid argument \"%s\" for \"%s\" flag: expected %s"
                .formatted(e.getValue(), option.longestName(), expected));
      }
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static void check(Subcommand command, List<String> positionals) {
    command.check(positionals);
    Subcommand.Arity arity = command.arity();
    if (!arity.admits(positionals.size())) {
      String words = "oras " + command.name();
      throw new UsageException(
          "\"%s\" requires %s but got %s".formatted(words, arity, positionals.size()),
          "Usage: " + command.usage(),
          "Please specify %s as %s. Run \"%s -h\" for more options and examples"
              .formatted(arity, arity.purpose(), words));
    }
  }
}
