package io.oras.cli.command;

import io.oras.api.artifact.Artifact;
import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.cli.flag.FormatFlags;
import io.oras.cli.flag.PackFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.output.JsonModels;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.options.PushOptions;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras attach}. */
public final class AttachCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withDistributionSpec();
  private final PackFlags pack = new PackFlags(spec());
  private final FormatFlags format = new FormatFlags(spec());
  private final Supplier<@Nullable String> artifactType =
      flags().text("artifact type", "--artifact-type");
  private final Supplier<@Nullable String> config =
      flags().text("`path` of image config file", "--config");
  private final Supplier<@Nullable String> platform =
      flags()
          .text(
              "attach to an arch-specific subject in the form of `os[/arch][/variant][:os_version]`",
              "--platform");
  private final Supplier<Integer> concurrency =
      flags().concurrency(PushOptions.defaults().concurrency());

  public AttachCommand() {
    super(
        "attach",
        "--artifact-type=<type> <name>{:<tag>|@<digest>} {<file>[:<layer_media_type>]|--annotation"
            + " <key>=<value>} [...]",
        Arity.atLeast(1, "the destination artifact for attaching"));
    declareNoTty();
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    List<String> files = arguments.subList(1, arguments.size());
    TargetArgument to = subject(arguments.get(0), files, environment);
    boolean json = format.data();
    check();
    Artifact artifact = artifact(files, environment);
    requireContent(artifact);
    to.requireThere(environment);
    pack.exportFile(environment);
    OrasBuilder builder = builder(environment);
    target.configure(builder, to, environment);
    String wanted = platform.get();
    Descriptor subject;
    RawManifest manifest;
    try (TransferStatus status = status(environment, StatusWords.PUSH, !json);
        Oras oras = builder.listener(status).build();
        Repository repository = to.repository(oras)) {
      Descriptor resolved = repository.resolve(identifier(to), forPlatform(wanted));
      subject = wanted == null ? to.described(resolved) : resolved;
      status.preparing(artifact.layers());
      manifest =
          repository
              .push(
                  artifact.withSubject(subject),
                  PushOptions.builder().concurrency(concurrency.get()).build())
              .manifest();
    }
    if (json) {
      format.print(environment, JsonModels.descriptor(manifest.descriptor(), to.path()));
    } else {
      environment
          .out()
          .line("Attached to [" + to.kind() + "] " + to.path() + "@" + subject.digest());
      environment.out().line("Digest: " + manifest.descriptor().digest());
    }
    pack.export(environment, manifest);
  }

  /** Without files, what was meant as a file may stand where the reference should. */
  private TargetArgument subject(String text, List<String> files, CommandEnvironment environment) {
    try {
      TargetArgument subject = target.parse(text, environment);
      identifier(subject);
      return subject;
    } catch (UsageException e) {
      if (!files.isEmpty() || e.hints().isEmpty()) {
        throw e;
      }
      String[] hints = e.hints().toArray(String[]::new);
      int last = hints.length - 1;
      hints[last] = "Are you missing an artifact reference to attach to? " + hints[last];
      throw new UsageException(String.valueOf(e.getMessage()), hints);
    }
  }

  private void check() {
    if (artifactType.get() == null) {
      throw new UsageException("required flag(s) \"artifact-type\" not set");
    }
    if (config.get() != null && platform.get() != null) {
      throw new UsageException("--platform, --config cannot be used at the same time");
    }
  }

  private void requireContent(Artifact artifact) {
    if (artifact.layers().isEmpty() && artifact.annotations().isEmpty()) {
      throw new UsageException(
          "neither file nor annotation provided in the command",
          "Usage: " + usage(),
          "To attach to an existing artifact, please provide files via argument or annotations via"
              + " flag \"--annotation\". Run \"oras attach -h\" for more options and examples");
    }
  }

  private Artifact artifact(List<String> files, CommandEnvironment environment) throws IOException {
    String type = artifactType.get();
    String configFile = config.get();
    return pack.artifact(
        type == null ? null : new MediaType(type),
        configFile == null ? null : PackFlags.config(configFile, environment),
        files,
        environment);
  }
}
