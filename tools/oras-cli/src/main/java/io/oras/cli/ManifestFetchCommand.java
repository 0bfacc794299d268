package io.oras.cli;

import io.oras.api.content.RawManifest;
import io.oras.api.error.UnsupportedException;
import io.oras.api.model.Descriptor;
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
final class ManifestFetchCommand extends Subcommand {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final FormatFlags format = new FormatFlags(spec());
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final OutputFlag output = new OutputFlag(spec(), "manifest");
  private final Supplier<List<String>> mediaTypes =
      flags().commaList("accepted media types", "--media-type");
  private final Supplier<@Nullable String> platform =
      flags()
          .text("request platform in the form of `os[/arch][/variant][:os_version]`", "--platform");

  ManifestFetchCommand() {
    super("manifest fetch", "<name>{:<tag>|@<digest>}", Arity.exactly(1, "the manifest to fetch"));
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    boolean data = format.data();
    check(data);
    CliTarget from = target.parseSource(arguments.get(0), world);
    String reference = identifier(from);
    if (from.isLayout() && !mediaTypes.get().isEmpty()) {
      throw new UsageException(
          "`--media-type` cannot be used with `--oci-layout` at the same time");
    }
    OrasBuilder builder = builder(world).listener(StatusPrinter.ofWarnings(world.err()));
    target.configure(builder, from, world);
    String wanted = platform.get();
    FetchOptions options = forPlatform(wanted);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      if (descriptor.descriptor() && !output.given()) {
        Descriptor resolved = repository.resolve(reference, options);
        Descriptor found = wanted == null ? from.described(resolved) : resolved;
        accept(found);
        descriptor.print(world, found);
        return;
      }
      RawManifest manifest = repository.fetch(reference, options);
      Descriptor found =
          wanted == null ? from.described(manifest.descriptor()) : manifest.descriptor();
      accept(found);
      if (data) {
        print(world, from, found, manifest.bytes());
      } else {
        output.deliver(world, descriptor, found, manifest.bytes());
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
          "the manifest is of the type %s, accepted are %s"
              .formatted(found.mediaType(), String.join(", ", accepted)));
    }
  }

  private void print(World world, CliTarget from, Descriptor found, byte[] bytes)
      throws IOException {
    Path file = output.file(world);
    if (file != null) {
      Files.write(file, bytes);
    }
    Map<String, Object> model = Models.descriptor(found, from.path());
    model.put("content", content(bytes));
    format.print(world, model);
  }

  /** The document as data; null if it is no JSON object. */
  private static @Nullable Object content(byte[] bytes) {
    try {
      return OciJson.values(bytes, "manifest") instanceof Map<?, ?> object
          ? Models.sorted(object)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
