package io.oras.cli.command;

import io.oras.cli.flag.RemoteFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.UsageException;
import io.oras.cli.output.HumanUnits;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
import io.oras.core.CopyResult;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.TransferPlan;
import io.oras.core.options.CopyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras restore}. */
public final class RestoreCommand extends Command {
  private final RemoteFlags remote = new RemoteFlags(spec(), "", "");
  private final Supplier<@Nullable String> input =
      flags()
          .textOrEmpty(
              "path to the OCI layout, either a tar archive (*.tar) or a directory", "--input");
  private final Supplier<Boolean> excludeReferrers =
      flags().toggle("restore artifacts excluding their referrers", "--exclude-referrers");
  private final Supplier<Boolean> dryRun =
      flags()
          .toggle(
              "simulate the restore process without actually uploading any artifacts", "--dry-run");
  private final Supplier<Integer> concurrency =
      flags().concurrency(CopyOptions.defaults().concurrency());

  public RestoreCommand() {
    super(
        "restore",
        "--input <path> <registry>/<repository>[:<ref1>[,<ref2>...]]",
        Arity.exactly(1, "the artifact reference you want to restore"));
    remote.declareDistributionSpec();
    declareNoTty();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument to = BackupArgument.repository(arguments.get(0));
    String place = input.get();
    if (place == null) {
      throw new UsageException("required flag(s) \"input\" not set", "Usage: " + usage());
    }
    if (place.isEmpty()) {
      throw new UsageException("the input path cannot be empty");
    }
    Path path = environment.resolve(place);
    if (!Files.exists(path)) {
      throw new UsageException(
          "failed to access input path \"" + place + "\": no such file or directory");
    }
    boolean archive = Files.isRegularFile(path);
    if (!archive && !Files.exists(path.resolve("oci-layout"))) {
      throw withoutTags(place);
    }
    OrasBuilder builder = builder(environment);
    remote.configure(builder, to.registryName(), environment);
    long start = System.nanoTime();
    try (TransferStatus status = status(environment, StatusWords.RESTORE, true);
        Oras oras = builder.listener(status).build();
        Repository layout = BackupArgument.layout(oras, path, archive)) {
      List<String> stored = BackupArgument.tags(layout, environment.err());
      if (archive) {
        String size = HumanUnits.size(Files.size(path));
        status.say("Loaded backup archive: %s (%s)".formatted(place, size));
      }
      List<String> tags = to.tags().isEmpty() ? stored : to.tags();
      if (tags.isEmpty()) {
        throw withoutTags(place);
      }
      for (String tag : to.tags()) {
        layout.resolve(tag);
      }
      BackupArgument.found(tags, "the backup").forEach(status::say);
      if (dryRun.get()) {
        rehearse(status, oras, layout, to, tags);
      } else {
        restore(status, oras, layout, to, tags);
        status.say(
            "Successfully restored %s tag(s) to \"%s\" in %s"
                .formatted(tags.size(), to.path(), HumanUnits.time(System.nanoTime() - start)));
      }
    }
  }

  private static UsageException withoutTags(String place) {
    return new UsageException(
        "no tags found in OCI layout \"" + place + '"',
        "If you want to list available tags in \"%s\", use \"oras repo tags --oci-layout\""
            .formatted(place));
  }

  private CopyOptions options() {
    return CopyOptions.builder()
        .includeSubject(true)
        .includeReferrers(!excludeReferrers.get())
        .concurrency(concurrency.get())
        .build();
  }

  private void restore(
      TransferStatus status, Oras oras, Repository layout, TargetArgument to, List<String> tags)
      throws IOException {
    try (Repository repository = to.repository(oras)) {
      for (String tag : tags) {
        for (CopyResult copied : oras.copyTags(layout, repository, List.of(tag), options())) {
          status.say("Pushed tag %s with %s referrer(s)".formatted(tag, copied.referrers().size()));
        }
      }
    }
  }

  private void rehearse(
      TransferStatus status, Oras oras, Repository layout, TargetArgument to, List<String> tags)
      throws IOException {
    try (Repository repository = to.repository(oras)) {
      for (String tag : tags) {
        TransferPlan plan = oras.plan(layout.at(tag), repository.at(tag), options());
        status.say(
            "Dry run: would push tag %s with %s referrer(s)"
                .formatted(tag, plan.referrers().size()));
      }
    }
    status.say(
        "Dry run complete: %s tag(s) would be restored to \"%s\" (no data pushed)"
            .formatted(tags.size(), to.path()));
  }
}
