package io.oras.cli.command;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Digest;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.Platform;
import io.oras.cli.flag.RemoteFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusWords;
import io.oras.cli.terminal.TransferStatus;
import io.oras.core.ArtifactLocation;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.ReferrerTree;
import io.oras.core.Repository;
import io.oras.core.options.CopyOptions;
import io.oras.core.options.DiscoverOptions;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code oras cp}. */
public final class CopyCommand extends Command {
  private static final DiscoverOptions DIRECT = DiscoverOptions.builder().depth(1).build();

  private final TargetFlags source =
      new TargetFlags(spec(), "from-", "source ").withDistributionSpec().withShortNames();
  private final TargetFlags destination =
      new TargetFlags(spec(), "to-", "destination ").withDistributionSpec();
  private final Supplier<List<String>> addresses =
      flags()
          .list(
              "base DNS rules formatted in `host:port:address[:address_port]` for --from-resolve and --to-resolve",
              "--resolve");
  private final Supplier<Boolean> force =
      flags()
          .toggle(
              "force a deep traversal of the destination graph before tagging the root; useful when the destination is partially populated (e.g. by a registry cache)",
              "--force");
  private final Supplier<Boolean> recursive =
      flags()
          .toggle(
              "[Preview] recursively copy the artifact and its referrer artifacts",
              "-r",
              "--recursive");
  private final Supplier<List<String>> platforms =
      flags()
          .commaList(
              "request platform in the form of `os[/arch][/variant][:os_version]`, repeatable or"
                  + " comma-separated",
              "--platform");
  private final Supplier<Boolean> cosignTags =
      flags()
          .toggle(
              "also copy the tags of cosign: signatures (.sig), attestations (.att) and"
                  + " SBOMs (.sbom)",
              "--include-cosign-tags");
  private final Supplier<Integer> concurrency =
      flags().concurrency(CopyOptions.defaults().concurrency());

  public CopyCommand() {
    super(
        "cp",
        "<from>{:<tag>|@<digest>} <to>[:<tag>[,<tag>][...]]",
        Arity.exactly(2, "the source and destination for copying"));
    declareNoTty();
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument from = source.parseSource(arguments.get(0), environment);
    TargetArgument to = destination.parseTagged(arguments.get(1), environment);
    between(from, to);
    String reference = identifier(from);
    CopyOptions options =
        CopyOptions.builder()
            .includeSubject(true)
            .force(force.get())
            .includeReferrers(recursive.get())
            .includeCosignTags(cosignTags.get())
            .platforms(
                platforms.get().stream().map(Platform::parse).distinct().toArray(Platform[]::new))
            .tags(to.tags().toArray(String[]::new))
            .concurrency(concurrency.get())
            .build();
    RawManifest manifest;
    // One client for each end: the two may reach one registry as two users.
    try (TransferStatus status = status(environment, StatusWords.COPY, true);
        Oras reading = client(source, from, environment, status);
        Oras writing = client(destination, to, environment, status);
        Repository origin = from.repository(reading);
        Repository target = to.repository(writing)) {
      ArtifactLocation copy = to.tagged().tagOrDigest().map(target::at).orElseGet(target::untagged);
      manifest = writing.copy(origin.at(reference), copy, options).manifest();
      if (recursive.get() && isSubset(manifest)) {
        warnOfReferrers(environment, origin.discover(reference, DIRECT), manifest);
      }
    }
    environment.out().line("Copied " + chosen(from, manifest) + " => " + to);
    to.moreTags().forEach(tag -> environment.out().line("Tagged " + tag));
    environment.out().line("Digest: " + manifest.descriptor().digest());
  }

  /** The source, with the digest of the one manifest that was chosen of an index by its digest. */
  private TargetArgument chosen(TargetArgument from, RawManifest manifest) {
    Digest digest = manifest.descriptor().digest();
    Digest given = from.name().digest().orElse(null);
    boolean asGiven = given == null || given.equals(digest) || isSubset(manifest);
    return asGiven ? from : from.withDigest(digest);
  }

  /** Whether the copy may be a new index, of some of the platforms. */
  private boolean isSubset(RawManifest copied) {
    return platforms.get().size() > 1 && copied.view().orElse(null) instanceof ImageIndex;
  }

  /** A new index has another digest than that to which the referrers of the source refer. */
  private static void warnOfReferrers(
      CommandEnvironment environment, ReferrerTree source, RawManifest copied) {
    boolean same = source.descriptor().digest().equals(copied.descriptor().digest());
    if (!same && !source.referrers().isEmpty()) {
      environment
          .err()
          .line(
              "WARNING! Referrers of the source index are not copied if some of its platforms are"
                  + " left out, as the new index has another digest.");
    }
  }

  private Oras client(
      TargetFlags flags,
      TargetArgument target,
      CommandEnvironment environment,
      TransferStatus status)
      throws IOException {
    OrasBuilder builder = builder(environment, concurrency.get()).listener(status);
    RemoteFlags.connect(addresses.get(), builder);
    flags.configure(builder, target, environment);
    return builder.build();
  }
}
