package io.oras.cli.command;

import io.oras.api.artifact.Artifact;
import io.oras.api.artifact.Layer;
import io.oras.api.content.RawManifest;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.cli.flag.FormatFlags;
import io.oras.cli.flag.PackFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.output.JsonModels;
import io.oras.cli.output.JsonPrinter;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.PushResult;
import io.oras.core.Repository;
import io.oras.core.options.ImageSpec;
import io.oras.core.options.PushOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras push}. */
public final class PushCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final PackFlags pack = new PackFlags(spec());
  private final FormatFlags format = new FormatFlags(spec());
  private final Supplier<@Nullable String> artifactType =
      flags().text("artifact type", "--artifact-type");
  private final Supplier<@Nullable String> config =
      flags().text("`path` of image config file", "--config");
  private final Supplier<@Nullable ImageSpec> imageSpec =
      flags()
          .option(
              "image specification",
              List.of(Map.entry("v1.1", ImageSpec.V1_1), Map.entry("v1.0", ImageSpec.V1_0)),
              "[Preview] specify manifest type for building artifact. Options: v1.1, v1.0 (default v1.1,"
                  + " overridden to v1.0 if --config is used without --artifact-type)",
              "--image-spec");
  private final Supplier<@Nullable String> platform =
      flags()
          .text(
              "[Experimental] set artifact platform in the form of `os[/arch][/variant][:os_version]`",
              "--artifact-platform");
  private final Supplier<Boolean> force =
      flags()
          .toggle(
              "force a deep traversal of the destination graph before tagging the root; useful when the destination is partially populated (e.g. by a registry cache)",
              "--force");
  private final Supplier<Integer> concurrency =
      flags().concurrency(PushOptions.defaults().concurrency());

  public PushCommand() {
    super(
        "push",
        "<name>[:<tag>[,<tag>][...]] <file>[:<type>] [...]",
        Arity.atLeast(1, "the destination for pushing"));
    declareNoTty();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument to = target.parseTagged(arguments.get(0), environment);
    if (to.name().digest().isPresent()) {
      throw new UsageException("\"" + arguments.get(0) + "\": a push is to a tag, not to a digest");
    }
    boolean json = format.data();
    List<String> files = arguments.subList(1, arguments.size());
    Artifact artifact = artifact(files, environment);
    ImageSpec form = spec(artifact);
    pack.exportFile(environment);
    OrasBuilder builder = builder(environment);
    target.configure(builder, to, environment);
    PushOptions options =
        PushOptions.builder()
            .imageSpec(form)
            .tags(to.moreTags().toArray(String[]::new))
            .force(force.get())
            .concurrency(concurrency.get())
            .build();
    PushResult pushed;
    try (TransferStatus status = status(environment, StatusWords.PUSH, !json);
        Oras oras = builder.listener(status).build();
        Repository repository = to.repository(oras)) {
      status.preparing(artifact.layers());
      String tag = to.tag();
      pushed =
          tag == null
              ? repository.push(artifact, options)
              : repository.push(tag, artifact, options);
    }
    RawManifest manifest = pushed.manifest();
    report(environment, to, manifest, json);
    pack.export(environment, manifest);
  }

  private Artifact artifact(List<String> files, CommandEnvironment environment) throws IOException {
    String type = artifactType.get();
    String configFile = config.get();
    if (configFile != null && platform.get() != null) {
      throw new UsageException("--config, --artifact-platform cannot be used at the same time");
    }
    boolean old = imageSpec.get() == ImageSpec.V1_0;
    if (old && type != null && configFile != null) {
      throw new UsageException(
          "--artifact-type and --config cannot both be provided for 1.0 OCI image");
    }
    if (old && type != null && platform.get() != null) {
      throw new UsageException(
          "artifact type cannot be customized for OCI image-spec v1.0 when platform is specified",
          "consider using image spec v1.1 or remove --artifact-type");
    }
    if (configFile != null && type == null && imageSpec.get() == ImageSpec.V1_1) {
      throw new UsageException(
          "missing artifact type for OCI image-spec v1.1 artifacts",
          "set an artifact type via `--artifact-type` or consider image spec v1.0");
    }
    if (type == null && platform.get() != null && !old) {
      type = MediaType.UNKNOWN_ARTIFACT.value();
    }
    return pack.artifact(
        type == null ? null : new MediaType(type),
        configFile == null ? platformConfig() : PackFlags.config(configFile, environment),
        files,
        environment);
  }

  /** An image config that says nothing but the platform; null where no platform was given. */
  private @Nullable Layer platformConfig() {
    String given = platform.get();
    if (given == null) {
      return null;
    }
    String json = JsonPrinter.compact(JsonModels.platform(Platform.parse(given)));
    return Layer.ofText(json).withMediaType(MediaType.OCI_CONFIG);
  }

  private ImageSpec spec(Artifact artifact) {
    ImageSpec given = imageSpec.get();
    if (given != null) {
      return given;
    }
    boolean configAlone = config.get() != null && artifact.type().isEmpty();
    return configAlone ? ImageSpec.V1_0 : ImageSpec.V1_1;
  }

  private void report(
      CommandEnvironment environment, TargetArgument to, RawManifest manifest, boolean json) {
    if (json) {
      Map<String, @Nullable Object> model = JsonModels.descriptor(manifest.descriptor(), to.path());
      model.put("referenceAsTags", to.tags().stream().map(t -> to.path() + ":" + t).toList());
      format.print(environment, model);
      return;
    }
    environment.out().line("Pushed " + to);
    to.moreTags().forEach(tag -> environment.out().line("Tagged " + tag));
    manifest
        .view()
        .flatMap(m -> m.effectiveArtifactType())
        .ifPresent(type -> environment.out().line("ArtifactType: " + type));
    environment.out().line("Digest: " + manifest.descriptor().digest());
  }
}
