package io.oras.cli.command;

import io.oras.api.error.OrasException.Side;
import io.oras.api.model.Platform;
import io.oras.cli.flag.FlagDeclarations;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.DebugTrace;
import io.oras.cli.terminal.ProgressBoard;
import io.oras.cli.terminal.ProgressDisplay;
import io.oras.cli.terminal.Screen;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.FetchOptions;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One command: its flags, and what it does. */
public abstract class Command {
  /** Commands that talk to no registry. */
  private static final Set<String> LOCAL = Set.of("logout", "version", "completion");

  /** Commands without the deprecated flag {@code --verbose}, as in {@code oras}. */
  private static final Set<String> WITHOUT_VERBOSE =
      Set.of("backup", "restore", "logout", "manifest index create", "manifest index update");

  private final String name;
  private final String synopsis;
  private final Arity arity;
  private final CommandSpec spec = CommandSpec.create();
  private final Supplier<Boolean> debug;
  private final Supplier<@Nullable Boolean> verbose;
  private final Supplier<@Nullable String> registriesConf;
  private Supplier<Boolean> noBars = () -> true;
  private Supplier<@Nullable String> policy = () -> null;
  private @Nullable TargetArgument only;
  private String doing = "";
  private final Map<Side, TargetArgument> ends = new EnumMap<>(Side.class);

  /**
   * A command.
   *
   * @param name the words that call it, such as {@code push} or {@code repo ls}
   * @param synopsis the arguments as the usage line shows them
   * @param arity how many there must be
   */
  Command(String name, String synopsis, Arity arity) {
    this(name, synopsis, arity, true);
  }

  /** As the other constructor, with or without flags for what is printed beside the output. */
  Command(String name, String synopsis, Arity arity, boolean withDebug) {
    this.name = name;
    this.synopsis = synopsis;
    this.arity = arity;
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("help for " + name.substring(name.lastIndexOf(' ') + 1))
            .build());
    debug =
        withDebug
            ? flags().toggle("output debug logs (implies --no-tty)", "-d", "--debug")
            : () -> false;
    verbose =
        withDebug && !WITHOUT_VERBOSE.contains(name)
            ? flags().hidden("-v", "--verbose")
            : () -> null;
    registriesConf =
        withDebug && !LOCAL.contains(name)
            ? flags()
                .text(
                    "read mirrors and blocked registries from this `file`; \"system\" reads the"
                        + " files of this machine",
                    "--registries-conf")
            : () -> null;
  }

  public final String name() {
    return name;
  }

  final String synopsis() {
    return synopsis;
  }

  /** How it is called, as the usage line shows it. */
  public final String usage() {
    return ("oras " + name + " [flags] " + synopsis).strip();
  }

  public final Arity arity() {
    return arity;
  }

  public final CommandSpec spec() {
    return spec;
  }

  /** Declares flags on this command. */
  final FlagDeclarations flags() {
    return new FlagDeclarations(spec);
  }

  /** A builder with what holds for every command. */
  final OrasBuilder builder(CommandEnvironment environment) {
    OrasBuilder builder =
        Oras.builder()
            .threads(Command::worker)
            .testing(t -> t.environment(environment.variables()));
    environment
        .variables()
        .variable("ORAS_CACHE")
        .map(environment::resolve)
        .ifPresent(builder::cache);
    String trusted = policy.get();
    if ("system".equals(trusted)) {
      builder.systemTrustPolicy();
    } else if (trusted != null) {
      builder.trustPolicyFile(environment.resolve(trusted));
    }
    String conf = registriesConf.get();
    if (conf != null) {
      if (conf.equals("system")) {
        builder.systemRegistriesConf();
      } else {
        builder.registriesConfFile(environment.resolve(conf));
      }
    }
    return debug.get() ? builder.trace(new DebugTrace(environment.err())) : builder;
  }

  private static Thread worker(Runnable task) {
    Thread thread = new Thread(task, "oras-worker");
    thread.setDaemon(true);
    return thread;
  }

  /** Declares the flag of commands that read artifacts. */
  final void declarePolicy() {
    policy =
        flags()
            .text(
                "`file` with the trust policy for the source; \"system\" uses the policy.json of"
                    + " this machine",
                "--policy");
  }

  /**
   * Creates a builder for a command that reads blobs. If the user set the concurrency, one blob has
   * as many connections at most.
   */
  final OrasBuilder builder(CommandEnvironment environment, int concurrency) {
    OrasBuilder builder = builder(environment);
    return concurrency == CopyOptions.defaults().concurrency()
        ? builder
        : builder.connectionsPerBlob(concurrency);
  }

  /** Options that choose a platform of an index, or none. */
  static FetchOptions forPlatform(@Nullable String platform) {
    FetchOptions.Builder options = FetchOptions.builder();
    if (platform != null) {
      options.platform(Platform.parse(platform));
    }
    return options.build();
  }

  /** Names both ends, for messages. */
  final void between(TargetArgument source, TargetArgument destination) {
    ends.put(Side.SOURCE, source);
    ends.put(Side.DESTINATION, destination);
  }

  /** Names the target, for messages. */
  final void about(TargetArgument target) {
    only = target;
  }

  /** The target of a command that has one, or null. */
  public final @Nullable TargetArgument target() {
    return only;
  }

  /**
   * Returns the tag or digest of the target, which failures from now on are about.
   *
   * @throws UsageException if the target has neither
   */
  final String identifier(TargetArgument target) {
    about(target);
    return target
        .tagged()
        .tagOrDigest()
        .orElseThrow(
            () ->
                new UsageException(
                    '"' + target.reference() + "\": no tag or digest specified",
                    "Usage: " + usage(),
                    "Please specify a reference in the form of \"<name>:<tag>\" or"
                        + " \"<name>@<digest>\". Run \"oras "
                        + name
                        + " -h\" for more options and examples"));
  }

  /** Says what a failure from now on is about, such as {@code could not find the index v1}. */
  public final void doing(String words) {
    doing = words;
  }

  /** What a failure is about; empty for nothing to add. */
  public final String doing() {
    return doing;
  }

  /** Refuses arguments that are no mistake in their number. */
  public void check(List<String> arguments) {}

  /** An end of a command that has two, or null. */
  public final @Nullable TargetArgument end(Side side) {
    return ends.get(side);
  }

  /** Declares the flag of commands that show how a transfer goes. */
  final void declareNoTty() {
    declareNoTty("progress bars");
  }

  /** Declares {@code --no-tty} of a command that shows something else on a terminal. */
  final void declareNoTty(String what) {
    noBars = flags().toggle("[Preview] disable " + what, "--no-tty");
  }

  /**
   * Shows the progress of a transfer: with bars on a terminal, or with a line for each step.
   *
   * @param lines whether lines may be printed; bars may be printed beside data as well
   */
  final TransferStatus status(CommandEnvironment environment, StatusWords words, boolean lines) {
    Screen screen = screen(environment);
    if (screen != null) {
      return new ProgressDisplay(
          new ProgressBoard(words, screen), environment.out(), environment.err(), System::nanoTime);
    }
    return lines
        ? new StatusPrinter(words, environment.out(), environment.err(), verbose())
        : StatusPrinter.ofWarnings(environment.err());
  }

  /** Where a person looks, unless the flags say otherwise. */
  final @Nullable Screen screen(CommandEnvironment environment) {
    return noBars.get() || debug.get() ? null : environment.terminal().screen();
  }

  /** Whether all is to be said; true by default. */
  final boolean verbose() {
    return !Boolean.FALSE.equals(verbose.get());
  }

  /** Says what is not to be used any longer. */
  public final void warn(CommandEnvironment environment) {
    if (verbose.get() != null) {
      environment
          .err()
          .line("Flag --verbose has been deprecated, and will be removed in a future release.");
    }
  }

  /** Does it. */
  public abstract void run(CommandEnvironment environment, List<String> arguments)
      throws IOException;

  /**
   * How many arguments a command takes.
   *
   * @param least at least
   * @param most at most
   * @param purpose what they are, after "as"
   */
  public record Arity(int least, int most, String purpose) {
    static Arity exactly(int number, String purpose) {
      return new Arity(number, number, purpose);
    }

    static Arity atLeast(int number, String purpose) {
      return new Arity(number, Integer.MAX_VALUE, purpose);
    }

    public boolean admits(int number) {
      return least <= number && number <= most;
    }

    @Override
    public String toString() {
      String word = least == 1 ? " argument" : " arguments";
      return (least == most ? "exactly " : "at least ") + least + word;
    }
  }
}
