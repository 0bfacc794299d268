package io.oras.cli;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.core.CopiedTag;
import io.oras.core.CopyOptions;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.TransferPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras restore}. */
final class RestoreCommand extends Subcommand {
  private static final int CONCURRENCY = 5;

  private final RemoteFlags remote = new RemoteFlags(spec(), "", "");
  private final Supplier<@Nullable String> input =
      flags()
          .text("path to the OCI layout, either a tar archive (*.tar) or a directory", "--input");
  private final Supplier<Boolean> excludeReferrers =
      flags().toggle("restore artifacts excluding their referrers", "--exclude-referrers");
  private final Supplier<Boolean> dryRun =
      flags()
          .toggle(
              "simulate the restore process without actually uploading any artifacts", "--dry-run");
  private final Supplier<Integer> concurrency =
      flags().number("concurrency level", CONCURRENCY, "--concurrency");

  RestoreCommand() {
    super(
        "restore",
        "--input <path> <registry>/<repository>[:<ref1>[,<ref2>...]]",
        Arity.exactly(1, "the artifact reference you want to restore"));
    remote.declareDistributionSpec();
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    CliTarget to = BackupTarget.repository(arguments.get(0));
    String place = input.get();
    if (place == null) {
      throw new UsageException(
          "required flag(s) \"input\" not set", "Usage: oras restore [flags] " + synopsis());
    }
    Path path = world.resolve(place);
    OrasBuilder builder = builder(world);
    builder.listener(new StatusPrinter(StatusPrinter.Words.RESTORE, world.out(), world.err()));
    remote.configure(builder, to.registryName(), world);
    long start = System.nanoTime();
    try (Oras oras = builder.build();
        ReadOnlyTarget layout = oras.openReadOnly(BackupTarget.layout(path))) {
      if (BackupTarget.isArchive(path)) {
        String size = BackupTarget.size(Files.size(path));
        world.out().println("Loaded backup archive: %s (%s)".formatted(place, size));
      }
      List<String> tags = to.tags().isEmpty() ? oras.graphs().tags(layout) : to.tags();
      if (tags.isEmpty()) {
        throw new UsageException("no tags found in OCI layout \"" + place + '"');
      }
      for (String tag : to.tags()) {
        layout.resolve(tag);
      }
      world.out().println(BackupTarget.found(tags, "the backup"));
      if (dryRun.get()) {
        rehearse(world, oras, layout, to, tags);
      } else {
        restore(world, oras, layout, to, tags);
        world
            .out()
            .printf(
                "Successfully restored %d tag(s) to \"%s\" in %s%n",
                tags.size(), to.path(), BackupTarget.time(System.nanoTime() - start));
      }
    }
  }

  private CopyOptions options() {
    return CopyOptions.DEFAULT
        .withSubject(true)
        .withRecursive(!excludeReferrers.get())
        .withConcurrency(concurrency.get());
  }

  private void restore(
      World world, Oras oras, ReadOnlyTarget layout, CliTarget to, List<String> tags)
      throws IOException {
    try (Target repository = oras.open(to.name())) {
      for (String tag : tags) {
        for (CopiedTag copied :
            oras.graphs().copyTags(layout, repository, List.of(tag), options())) {
          world.out().printf("Pushed tag %s with %d referrer(s)%n", tag, copied.referrers().size());
        }
      }
    }
  }

  private void rehearse(
      World world, Oras oras, ReadOnlyTarget layout, CliTarget to, List<String> tags)
      throws IOException {
    try (ReadOnlyTarget repository = oras.openReadOnly(to.name())) {
      for (String tag : tags) {
        TransferPlan plan = oras.graphs().plan(layout, tag, repository, tag, options());
        world
            .out()
            .printf(
                "Dry run: would push tag %s with %d referrer(s)%n", tag, plan.referrers().size());
      }
    }
    world
        .out()
        .printf(
            "Dry run complete: %d tag(s) would be restored to \"%s\" (no data pushed)%n",
            tags.size(), to.path());
  }
}
