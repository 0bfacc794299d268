package io.oras.cli.command;

import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
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
import io.oras.core.options.CopyOptions;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras backup}. */
public final class BackupCommand extends Command {
  private final RemoteFlags remote = new RemoteFlags(spec(), "", "");
  private final Supplier<@Nullable String> output =
      flags()
          .textOrEmpty(
              "path to the target output, either a tar archive (*.tar) or a directory",
              "-o",
              "--output");
  private final Supplier<Boolean> referrers =
      flags()
          .toggle(
              "back up the artifact with its referrers (e.g., attestations, SBOMs)",
              "--include-referrers");
  private final Supplier<Boolean> cosignTags =
      flags()
          .toggle(
              "back up the tags of cosign with the artifact: signatures (.sig), attestations (.att) and"
                  + " SBOMs (.sbom)",
              "--include-cosign-tags");
  private final Supplier<Integer> concurrency =
      flags().concurrency(CopyOptions.defaults().concurrency());

  public BackupCommand() {
    super(
        "backup",
        "--output <path> <registry>/<repository>[:<ref1>[,<ref2>...]]",
        Arity.exactly(1, "the artifact reference you want to back up"));
    remote.declareDistributionSpec();
    declareNoTty();
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument from = BackupArgument.repository(arguments.get(0));
    String place = output.get();
    if (place == null) {
      throw new UsageException("required flag(s) \"output\" not set", "Usage: " + usage());
    }
    if (place.isEmpty()) {
      throw new UsageException("the output path cannot be empty");
    }
    long start = System.nanoTime();
    Path path = environment.resolve(place);
    boolean archive = BackupArgument.namesArchive(path);
    checkOutput(path, archive, place);
    OrasBuilder builder = builder(environment, concurrency.get());
    remote.configure(builder, from.registryName(), environment);
    int count;
    try (TransferStatus status = status(environment, StatusWords.BACKUP, true);
        Oras oras = builder.listener(status).build();
        Repository source = from.repository(oras)) {
      if (archive) {
        requireBackup(oras, path, place);
      }
      List<String> tags =
          from.tags().isEmpty() ? BackupArgument.tags(source, environment.err()) : from.tags();
      if (tags.isEmpty()) {
        throw new UsageException(
            "no tags found in repository \"" + from.path() + '"',
            "If you want to list available tags in \"%s\", use \"oras repo tags\""
                .formatted(from.path()));
      }
      for (String tag : from.tags()) {
        requireTag(source, from, tag);
      }
      BackupArgument.found(tags, from.path()).forEach(status::say);
      count = tags.size();
      if (archive) {
        archive(status, oras, source, tags, path, place);
      } else {
        copy(status, oras, source, tags, oras.layout(path));
        removeIfEmpty(path.resolve("ingest"));
      }
    }
    environment
        .out()
        .line(
            "Successfully backed up %s tag(s) from \"%s\" to \"%s\" in %s."
                .formatted(count, from.path(), place, HumanUnits.time(System.nanoTime() - start)));
  }

  private static void requireTag(Repository source, TargetArgument from, String tag)
      throws IOException {
    try {
      source.resolve(tag);
    } catch (NotFoundException e) {
      throw new UsageException(
          "failed to resolve tag \"%s\": %s:%s: not found".formatted(tag, from.path(), tag));
    }
  }

  /** Fails before a request is sent where the backup cannot be written. */
  private static void checkOutput(Path path, boolean archive, String place) {
    if (archive && Files.isDirectory(path)) {
      throw new UsageException(
          "the output path \"" + place + "\" already exists and is a directory",
          "To back up to a tar archive, please specify a different output file name or remove the"
              + " existing directory.");
    }
    if (archive && !Files.isDirectory(path.toAbsolutePath().resolveSibling("."))) {
      throw new UsageException(
          "unable to create output file " + place + ": no such file or directory");
    }
    if (!archive && Files.exists(path) && !Files.isDirectory(path)) {
      throw new UsageException(
          "the output path \"" + place + "\" already exists and is not a directory",
          "To back up to a tar archive, please specify a file name that ends with \".tar\".");
    }
  }

  /** A file that holds something other than a backup is not replaced. */
  private static void requireBackup(Oras oras, Path path, String place) throws IOException {
    if (Files.notExists(path) || Files.size(path) == 0) {
      return;
    }
    try (Repository existing = oras.archive(path)) {
      existing.tags(options -> options.includeReferrersTags(false));
    } catch (OrasException e) {
      throw new UsageException(
          "the output path \"" + place + "\" already exists and is not a backup",
          "Please specify a different output file name or remove the existing file.");
    }
  }

  /** The folder for files on their way is no part of a backup; other processes may use it. */
  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Another process writes to the layout.
    }
  }

  /** An archive that is there is replaced when the new one is complete. */
  private void archive(
      TransferStatus status,
      Oras oras,
      Repository source,
      List<String> tags,
      Path path,
      String place)
      throws IOException {
    Path pending = path.resolveSibling(".oras-" + UUID.randomUUID() + ".tar");
    try {
      copy(status, oras, source, tags, oras.archive(pending));
      status.say("Exporting to " + place);
      Files.move(pending, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(pending);
    }
    status.say("Exported to %s (%s)".formatted(place, HumanUnits.size(Files.size(path))));
  }

  private void copy(
      TransferStatus status, Oras oras, Repository source, List<String> tags, Repository backup)
      throws IOException {
    CopyOptions options =
        CopyOptions.builder()
            .includeSubject(true)
            .includeReferrers(referrers.get())
            .includeCosignTags(cosignTags.get())
            .concurrency(concurrency.get())
            .build();
    try (backup) {
      for (String tag : tags) {
        for (CopyResult copied : oras.copyTags(source, backup, List.of(tag), options)) {
          status.say("Pulled tag %s with %s referrer(s)".formatted(tag, copied.referrers().size()));
        }
      }
    }
  }
}
