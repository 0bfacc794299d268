package io.oras.cli.command;

import io.oras.api.content.RawManifest;
import io.oras.api.error.LimitExceededException;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageManifest;
import io.oras.cli.flag.DescriptorFlags;
import io.oras.cli.flag.OutputFlag;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.document.OciJson;
import io.oras.core.options.Limits;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras manifest fetch-config}. */
public final class ManifestFetchConfigCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withShortNames();
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final OutputFlag output = new OutputFlag(spec(), "config");
  private final Supplier<@Nullable String> platform =
      flags()
          .text("request platform in the form of `os[/arch][/variant][:os_version]`", "--platform");

  public ManifestFetchConfigCommand() {
    super(
        "manifest fetch-config",
        "<name>{:<tag>|@<digest>}",
        Arity.exactly(1, "the manifest config to fetch"));
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    if (descriptor.descriptor() && output.toStandardOutput()) {
      throw new UsageException("`--output -` cannot be used with `--descriptor` at the same time");
    }
    TargetArgument from = target.parseSource(arguments.get(0), environment);
    String reference = identifier(from);
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    target.configure(builder, from, environment);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      RawManifest manifest = repository.fetch(reference, forPlatform(platform.get()));
      Descriptor config =
          config(
              manifest.view().isPresent()
                  ? manifest
                  : OciJson.parseManifest(manifest.bytes(), manifest.descriptor().mediaType()));
      if (descriptor.descriptor() && !output.given()) {
        descriptor.print(environment, config);
        return;
      }
      if (config.size() > Limits.defaults().manifestBytes()) {
        throw new LimitExceededException(
            "config %s has %s bytes; fetch it with oras blob fetch (limit manifestBytes: %s)"
                .formatted(config.digest(), config.size(), Limits.defaults().manifestBytes()));
      }
      // The manifest has been checked, and it names the config by digest.
      Repository checked = repository.with(o -> o.uncheckedContent(true));
      output.deliver(environment, descriptor, config, checked.blobs().read(config));
    }
  }

  private static Descriptor config(RawManifest manifest) throws UnsupportedException {
    if (manifest.view().orElse(null) instanceof ImageManifest image) {
      Descriptor config = image.config();
      if (config == null) {
        throw new UnsupportedException(manifest.descriptor().digest() + " has no config");
      }
      return config;
    }
    throw new UnsupportedException(
        manifest.descriptor().mediaType()
            + " has no config; choose one of its manifests with --platform");
  }
}
