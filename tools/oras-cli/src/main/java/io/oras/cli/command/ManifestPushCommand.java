package io.oras.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.cli.flag.DescriptorFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.CommandEvents;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.document.OciJson;
import io.oras.core.options.PushOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras manifest push}. */
public final class ManifestPushCommand extends Command {
  private static final int MAX_SIZE = 4 << 20;

  private final TargetFlags target = new TargetFlags(spec(), "", "").withDistributionSpec();
  private final DescriptorFlags descriptor = new DescriptorFlags(spec());
  private final Supplier<@Nullable String> mediaType =
      flags().text("media type of manifest", "--media-type");

  public ManifestPushCommand() {
    super(
        "manifest push",
        "<name>[:<tag>[,<tag>][...]|@<digest>] <file>",
        Arity.exactly(2, "the destination to push to and the file to read manifest content from"));
    flags().concurrency(PushOptions.defaults().concurrency());
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    target.checkFile(arguments.get(1));
    TargetArgument to = target.parseTagged(arguments.get(0), environment);
    byte[] bytes = read(environment, arguments.get(1));
    String type = mediaType.get();
    String own = ownType(bytes);
    if (type == null && own == null) {
      throw new UsageException(
          "media type is not specified via the flag \"--media-type\" nor in \"%s\""
              .formatted(arguments.get(1)),
          "Usage: " + usage(),
          "Please specify a valid media type in the manifest JSON or via the \"--media-type\" flag");
    }
    OrasBuilder builder = builder(environment);
    target.configure(builder, to, environment);
    boolean quiet = descriptor.descriptor();
    Descriptor pushed;
    try (TransferStatus status = status(environment, StatusWords.PUSH, !quiet);
        Oras oras = builder.listener(status).build();
        Repository repository = to.repository(oras)) {
      RawManifest manifest = manifest(bytes, type, own);
      pushed = manifest.descriptor();
      status.on(CommandEvents.started(pushed));
      requireDigest(to, pushed.digest());
      repository.pushManifest(manifest, to.tags().toArray(String[]::new));
      status.on(CommandEvents.finished(pushed));
    }
    if (quiet) {
      descriptor.print(environment, pushed.plain());
      return;
    }
    environment.out().line("Pushed: " + to);
    to.moreTags().forEach(tag -> environment.out().line("Tagged " + tag));
    environment.out().line("Digest: " + pushed.digest());
  }

  /** The media type in the document; empty where it is no object, and null where it has none. */
  private static @Nullable String ownType(byte[] bytes) {
    if (OciJson.values(bytes, "the manifest") instanceof Map<?, ?> fields) {
      Object own = fields.get("mediaType");
      return own == null ? null : own.toString();
    }
    return "";
  }

  /** Under another type than its own, the document goes to the target unread, which judges it. */
  private static RawManifest manifest(byte[] bytes, @Nullable String type, @Nullable String own)
      throws IOException {
    if (type == null) {
      return OciJson.parseManifest(new String(bytes, UTF_8));
    }
    MediaType insisted = MediaType.read(type);
    return own == null || own.equals(type)
        ? OciJson.parseManifest(bytes, insisted)
        : RawManifest.of(bytes, Descriptor.of(insisted, bytes));
  }

  private static void requireDigest(TargetArgument to, Digest actual) {
    Digest expected = to.name().digest().orElse(actual);
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "the manifest has the digest %s, expected %s".formatted(actual, expected));
    }
  }

  private static byte[] read(CommandEnvironment environment, String file) throws IOException {
    byte[] bytes;
    if (file.equals("-")) {
      bytes = environment.in().readNBytes(MAX_SIZE + 1);
    } else {
      try (InputStream in = Files.newInputStream(environment.inputFile(file))) {
        bytes = in.readNBytes(MAX_SIZE + 1);
      }
    }
    if (bytes.length > MAX_SIZE) {
      throw new UsageException("a manifest has at most " + MAX_SIZE + " bytes");
    }
    return bytes;
  }
}
