package io.oras.cli;

import io.oras.api.error.OperationCancelledException;
import io.oras.cli.command.Command;
import io.oras.cli.command.CompletionCommand;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
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
final class CommandRunner {
  private static final List<String> HELP = List.of("-h", "--help");

  /** As a shell reports a program that SIGPIPE ended. */
  private static final int BROKEN_PIPE = 128 + 13;

  private static final Pattern CREDENTIAL =
      Pattern.compile("--(from-|to-)?(username|password|identity-token)(-stdin)?");

  private @Nullable ParseResult parsed;
  private @Nullable Command called;

  private CommandRunner() {}

  /** Where the command looked for credentials first; null when the flags gave them. */
  private @Nullable Path authFile(CommandEnvironment environment) {
    List<OptionSpec> given = parsed == null ? List.of() : parsed.matchedOptions();
    if (given.stream().anyMatch(option -> CREDENTIAL.matcher(option.longestName()).matches())) {
      return null;
    }
    for (OptionSpec option : given) {
      if (option.longestName().endsWith("registry-config")) {
        return environment.resolve(option.originalStringValues().get(0));
      }
    }
    return environment
        .variables()
        .variable("DOCKER_CONFIG")
        .map(Path::of)
        .or(() -> environment.variables().home().map(home -> home.resolve(".docker")))
        .map(folder -> folder.resolve("config.json"))
        .orElse(null);
  }

  /**
   * Runs {@code oras} with these arguments.
   *
   * @return the exit code: 0, 1, that of an {@link ExitException}, or 141 when nobody reads
   *     standard output any more
   */
  static int run(CommandEnvironment environment, String... arguments) {
    int code = new CommandRunner().execute(environment, arguments);
    try {
      environment.out().finish();
    } catch (WriteException e) {
      if (e.isBrokenPipe()) {
        return code == 0 ? BROKEN_PIPE : code;
      }
      environment.err().line("Error: cannot write to standard output: " + e.getMessage());
      code = code == 0 ? 1 : code;
    }
    try {
      environment.err().finish();
    } catch (WriteException e) {
      return code == 0 ? 1 : code; // There is nowhere left to say why.
    }
    return code;
  }

  private int execute(CommandEnvironment environment, String... arguments) {
    try {
      List<String> words = List.of(arguments);
      if (!words.isEmpty() && words.get(0).equals("help")) {
        help(environment, words.subList(1, words.size()));
      } else {
        dispatch(environment, words);
      }
      return 0;
    } catch (UsageException e) {
      environment.err().line("Error: " + e.getMessage());
      e.hints().forEach(environment.err()::line);
    } catch (ExitException e) {
      return e.code(); // Who threw it has said why.
    } catch (OperationCancelledException e) {
      environment.err().line("Error: cancelled");
    } catch (WriteException e) {
      return 0; // The printer keeps it for the end.
    } catch (IOException | RuntimeException e) {
      ErrorMessage.describe(e, authFile(environment), called).forEach(environment.err()::line);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      environment.err().line("Error: " + e);
    }
    return 1;
  }

  /** {@code help push} is {@code push --help}; there may be nothing to say about a topic. */
  private void help(CommandEnvironment environment, List<String> topic) throws IOException {
    try {
      dispatch(environment, Stream.concat(topic.stream(), Stream.of("--help")).toList());
    } catch (UnknownCommandException e) {
      String words = topic.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" "));
      environment.err().line("Unknown help topic [" + words + "]");
      environment.err().lines(CommandTable.overview(""));
    }
  }

  private static final class UnknownCommandException extends UsageException {
    private static final long serialVersionUID = 1L;

    UnknownCommandException(String word, List<String> hints) {
      super("unknown command \"" + word + "\" for \"oras\"", hints.toArray(String[]::new));
    }
  }

  private void dispatch(CommandEnvironment environment, List<String> arguments) throws IOException {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (first.equals(CompletionCommand.DESCRIBED) || first.equals(CompletionCommand.PLAIN)) {
      List<String> words = arguments.subList(1, arguments.size());
      environment.out().lines(Completion.of(words, first.equals(CompletionCommand.DESCRIBED)));
      return;
    }
    CommandTable.Match match = CommandTable.find(arguments);
    if (match == null) {
      environment.out().lines(CommandTable.overview(group(arguments)));
      return;
    }
    Command command = match.command();
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
            .setExpandAtFiles(false)
            .setOverwrittenOptionsAllowed(true);
    ParseResult result = parse(line, match.arguments());
    parsed = result;
    if (result.isUsageHelpRequested()) {
      environment.out().lines(HelpText.of(command, match.summary(), match.aliases()));
      return;
    }
    List<String> given = positionals.originalStringValues();
    check(command, given);
    command.warn(environment);
    command.run(environment, given);
  }

  /**
   * Returns the group of commands that is asked about, whatever words follow it, as in {@code
   * oras}.
   */
  private static String group(List<String> arguments) {
    int start = CommandTable.word(arguments);
    List<String> words =
        start < 0
            ? List.of()
            : arguments.subList(start, arguments.size()).stream()
                .filter(word -> !word.startsWith("-"))
                .toList();
    String first = words.isEmpty() ? "" : CommandTable.group(words.subList(0, 1));
    if (first.isEmpty() || CommandTable.isGroup(first)) {
      arguments.stream()
          .filter(argument -> argument.startsWith("-") && argument.length() > 1)
          .filter(flag -> !HELP.contains(flag))
          .findFirst()
          .ifPresent(
              flag -> {
                throw unknown(flag.startsWith("--") ? flag.split("=", 2)[0] : flag);
              });
      String deeper = first + " " + (words.size() > 1 ? words.get(1) : "");
      return CommandTable.isGroup(deeper) ? deeper : first;
    }
    List<String> similar = CommandTable.similar(words.get(0));
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

  private static void check(Command command, List<String> positionals) {
    command.check(positionals);
    Command.Arity arity = command.arity();
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
