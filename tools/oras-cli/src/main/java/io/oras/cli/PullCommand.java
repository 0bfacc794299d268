package io.oras.cli;

import io.oras.api.error.PathTraversalException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.PullResult;
import io.oras.core.PullResult.PulledFile;
import io.oras.core.Repository;
import io.oras.core.files.FileArgument;
import io.oras.core.options.ExistingFiles;
import io.oras.core.options.FileNaming;
import io.oras.core.options.PullOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras pull}. */
final class PullCommand extends Subcommand {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final FormatFlags format = new FormatFlags(spec());
  private final Supplier<String> output =
      flags().text("output directory (default \".\")", ".", List.of("-o", "--output"));
  private final Supplier<Boolean> keepOldFiles =
      flags()
          .toggle(
              "do not replace existing files when pulling, treat them as errors",
              "-k",
              "--keep-old-files");
  private final Supplier<Boolean> allowPathTraversal =
      flags()
          .toggle(
              "allow storing files out of the output directory", "-T", "--allow-path-traversal");
  private final Supplier<Boolean> includeSubject =
      flags().toggle("recursively pull the subject of artifacts", "--include-subject");
  private final Supplier<@Nullable String> config =
      flags().text("output manifest config file", "--config");
  private final Supplier<@Nullable String> platform =
      flags()
          .text("request platform in the form of `os[/arch][/variant][:os_version]`", "--platform");
  private final Supplier<@Nullable String> referrer =
      flags()
          .text(
              "pull the only referrer of this artifact type in place of the artifact",
              "--referrer");
  private final Supplier<List<String>> namings =
      flags()
          .commaList(
              "name files by title, modelpack or helm, repeatable or comma-separated; the first that"
                  + " has a name for a layer is used (default title)",
              "--file-name-from");
  private final Supplier<Integer> concurrency =
      flags().concurrency(PullOptions.defaults().concurrency());

  PullCommand() {
    super(
        "pull",
        "<name>{:<tag>|@<digest>}",
        Arity.exactly(1, "the artifact reference you want to pull"));
    declareNoTty();
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    CliTarget from = target.parseSource(arguments.get(0), world);
    String reference = identifier(from);
    boolean json = format.data();
    OrasBuilder builder = builder(world, concurrency.get());
    target.configure(builder, from, world);
    PullResult result;
    try (Status status = status(world, Words.PULL, !json);
        Oras oras = builder.listener(status).build();
        Repository repository = from.repository(oras)) {
      result = repository.pull(reference, world.resolve(output.get()), options(world));
    }
    if (json) {
      format.print(world, model(from, result));
    } else {
      report(world, from, result);
    }
  }

  private PullOptions options(World world) throws PathTraversalException {
    String wanted = platform.get();
    PullOptions.Builder options =
        PullOptions.builder()
            .existing(keepOldFiles.get() ? ExistingFiles.REFUSE : ExistingFiles.REPLACE)
            .allowPathTraversal(allowPathTraversal.get())
            .includeSubject(includeSubject.get())
            .concurrency(concurrency.get());
    if (wanted != null) {
      options.platform(Platform.parse(wanted));
    }
    String type = referrer.get();
    if (type != null) {
      options.referrer(MediaType.read(type));
    }
    namings.get().stream()
        .map(PullCommand::naming)
        .reduce(FileNaming::orElse)
        .ifPresent(options::fileNames);
    String file = config.get();
    if (file == null) {
      return options.build();
    }
    FileArgument named = FileArgument.parse(file, world.resolve(output.get()));
    if (named.path().isAbsolute() && !allowPathTraversal.get()) {
      throw new PathTraversalException(
          "the config file \"" + named.path() + "\" is outside of the output directory");
    }
    options.configFile(named.path());
    named.mediaType().ifPresent(options::configType);
    return options.build();
  }

  private static FileNaming naming(String name) {
    return switch (name) {
      case "title" -> FileNaming.title();
      case "modelpack" -> FileNaming.modelPack();
      case "helm" -> FileNaming.helmChart();
      default ->
          throw new UsageException(
              "unknown source of file names \"%s\": expecting title, modelpack or helm"
                  .formatted(name));
    };
  }

  private void report(World world, CliTarget from, PullResult result) {
    if (!result.skipped().isEmpty()) {
      world
          .out()
          .line(
              namings.get().isEmpty()
                  ? "Skipped pulling layers without file name in"
                      + " \"org.opencontainers.image.title\""
                  : "Skipped pulling layers without file name from "
                      + String.join(", ", namings.get()));
      world
          .out()
          .line(
              "Use 'oras copy "
                  + from.reference()
                  + " --to-oci-layout <layout-dir>' to pull all layers.");
      return;
    }
    world.out().line("Pulled " + from);
    world.out().line("Digest: " + result.manifest().descriptor().digest());
  }

  private static Map<String, @Nullable Object> model(CliTarget from, PullResult result) {
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    model.put("reference", from.path() + "@" + result.manifest().descriptor().digest());
    model.put("files", result.files().stream().map(file -> file(from, file)).toList());
    return model;
  }

  private static Map<String, @Nullable Object> file(CliTarget from, PulledFile file) {
    Descriptor descriptor = file.descriptor();
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    model.put("path", file.path() + (Files.isDirectory(file.path()) ? "/" : ""));
    model.putAll(Models.descriptor(descriptor, from.path()));
    return model;
  }
}
