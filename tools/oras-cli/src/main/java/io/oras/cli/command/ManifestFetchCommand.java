package io.oras.cli.command;

import io.oras.api.content.RawManifest;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
import io.oras.cli.flag.DescriptorFlags;
import io.oras.cli.flag.FormatFlags;
import io.oras.cli.flag.OutputFlag;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.output.JsonModels;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.document.OciJson;
import io.oras.core.options.FetchOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras manifest fetch}. */
public final class ManifestFetchCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withShortNames();
  private final FormatFlags format = new FormatFlags(spec());
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final OutputFlag output = new OutputFlag(spec(), "manifest");
  private final Supplier<List<String>> mediaTypes =
      flags().commaList("accepted media types", "--media-type");
  private final Supplier<@Nullable String> platform =
      flags()
          .text("request platform in the form of `os[/arch][/variant][:os_version]`", "--platform");

  public ManifestFetchCommand() {
    super("manifest fetch", "<name>{:<tag>|@<digest>}", Arity.exactly(1, "the manifest to fetch"));
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    boolean data = format.data();
    check(data);
    TargetArgument from = target.parseSource(arguments.get(0), environment);
    String reference = identifier(from);
    if (from.isLayout() && !mediaTypes.get().isEmpty()) {
      throw new UsageException(
          "`--media-type` cannot be used with `--oci-layout` at the same time");
    }
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    target.configure(builder, from, environment);
    String wanted = platform.get();
    FetchOptions options = forPlatform(wanted);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      if (descriptor.descriptor() && !output.given()) {
        Descriptor resolved = repository.resolve(reference, options);
        Descriptor found = wanted == null ? from.described(resolved) : resolved;
        accept(found);
        descriptor.print(environment, found);
        return;
      }
      RawManifest manifest = repository.fetch(reference, options);
      Descriptor found =
          wanted == null ? from.described(manifest.descriptor()) : manifest.descriptor();
      accept(found);
      if (data) {
        print(environment, from, found, manifest.bytes());
      } else {
        output.deliver(environment, descriptor, found, manifest.bytes());
      }
    }
  }

  private void check(boolean data) {
    if (data && output.toStandardOutput()) {
      throw new UsageException(
          "`--output -` cannot be used with `--format " + format.type() + "` at the same time");
    }
    if (descriptor.descriptor() && output.toStandardOutput()) {
      throw new UsageException("`--descriptor` cannot be used with `--output -` at the same time");
    }
    if (data && descriptor.pretty()) {
      throw new UsageException("--format, --pretty cannot be used at the same time");
    }
    if (data && descriptor.descriptor()) {
      throw new UsageException("--format, --descriptor cannot be used at the same time");
    }
  }

  /** Registries heed what is accepted or not; so it is looked at here. */
  private void accept(Descriptor found) throws UnsupportedException {
    List<String> accepted = mediaTypes.get();
    if (!accepted.isEmpty() && !accepted.contains(found.mediaType().value())) {
      throw new UnsupportedException(
          "the manifest has the type %s, but the accepted types are %s"
              .formatted(found.mediaType(), String.join(", ", accepted)));
    }
  }

  private void print(
      CommandEnvironment environment, TargetArgument from, Descriptor found, byte[] bytes)
      throws IOException {
    Path file = output.file(environment);
    if (file != null) {
      Files.write(file, bytes);
    }
    Map<String, Object> model = JsonModels.descriptor(found, from.path());
    model.put("content", content(bytes));
    format.print(environment, model);
  }

  /** The document as data; null if it is no JSON object. */
  private static @Nullable Object content(byte[] bytes) {
    try {
      return OciJson.values(bytes, "manifest") instanceof Map<?, ?> object
          ? JsonModels.sorted(object)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
