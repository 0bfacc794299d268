package io.oras.cli.command;

import io.oras.api.error.PathTraversalException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.cli.flag.FormatFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.output.JsonModels;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
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
public final class PullCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withShortNames();
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
              "pull the only referrer with this artifact type instead of the artifact",
              "--referrer");
  private final Supplier<List<String>> namings =
      flags()
          .commaList(
              "name files by title, modelpack or helm, repeatable or comma-separated; the first that"
                  + " has a name for a layer is used (default title)",
              "--file-name-from");
  private final Supplier<Integer> concurrency =
      flags().concurrency(PullOptions.defaults().concurrency());

  public PullCommand() {
    super(
        "pull",
        "<name>{:<tag>|@<digest>}",
        Arity.exactly(1, "the artifact reference you want to pull"));
    declareNoTty();
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument from = target.parseSource(arguments.get(0), environment);
    String reference = identifier(from);
    boolean json = format.data();
    OrasBuilder builder = builder(environment, concurrency.get());
    target.configure(builder, from, environment);
    PullResult result;
    try (TransferStatus status = status(environment, StatusWords.PULL, !json);
        Oras oras = builder.listener(status).build();
        Repository repository = from.repository(oras)) {
      result = repository.pull(reference, environment.resolve(output.get()), options(environment));
    }
    if (json) {
      format.print(environment, model(from, result));
    } else {
      report(environment, from, result);
    }
  }

  private PullOptions options(CommandEnvironment environment) throws PathTraversalException {
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
    FileArgument named = FileArgument.parse(file, environment.resolve(output.get()));
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

  private void report(CommandEnvironment environment, TargetArgument from, PullResult result) {
    if (!result.skipped().isEmpty()) {
      environment
          .out()
          .line(
              namings.get().isEmpty()
                  ? "Skipped pulling layers without file name in"
                      + " \"org.opencontainers.image.title\""
                  : "Skipped pulling layers without file name from "
                      + String.join(", ", namings.get()));
      environment
          .out()
          .line(
              "Use 'oras copy "
                  + from.reference()
                  + " --to-oci-layout <layout-dir>' to pull all layers.");
      return;
    }
    environment.out().line("Pulled " + from);
    environment.out().line("Digest: " + result.manifest().descriptor().digest());
  }

  private static Map<String, @Nullable Object> model(TargetArgument from, PullResult result) {
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    model.put("reference", from.path() + "@" + result.manifest().descriptor().digest());
    model.put("files", result.files().stream().map(file -> file(from, file)).toList());
    return model;
  }

  private static Map<String, @Nullable Object> file(TargetArgument from, PulledFile file) {
    Descriptor descriptor = file.descriptor();
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    model.put("path", file.path() + (Files.isDirectory(file.path()) ? "/" : ""));
    model.putAll(JsonModels.descriptor(descriptor, from.path()));
    return model;
  }
}
