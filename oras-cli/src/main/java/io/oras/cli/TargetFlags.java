package io.oras.cli;

import io.oras.core.OrasBuilder;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flags that say what kind of target a name is, and how to reach it. */
final class TargetFlags {
  private final String prefix;
  private final RemoteFlags remote;
  private final Supplier<Boolean> layout;
  private final Supplier<@Nullable String> layoutPath;

  TargetFlags(CommandSpec spec, String prefix, String which) {
    this.prefix = prefix;
    this.remote = new RemoteFlags(spec, prefix, which);
    Flags flags = new Flags(spec);
    layout =
        flags.toggle(
            "set " + which + "target as an OCI image layout", "--" + prefix + "oci-layout");
    layoutPath =
        flags.text(
            "set the path for the " + which + "OCI image layout target",
            "--" + prefix + "oci-layout-path");
  }

  /** With the flag of commands that keep referrers. */
  TargetFlags withDistributionSpec() {
    remote.declareDistributionSpec();
    return this;
  }

  CliTarget parse(String text, World world) {
    String path = layoutPath.get();
    if (path != null && layout.get()) {
      throw new UsageException(
          "--%soci-layout-path, --%soci-layout cannot be used at the same time"
              .formatted(prefix, prefix));
    }
    if (path != null) {
      return CliTarget.layoutWithTag(path, text, world);
    }
    return layout.get() ? CliTarget.layout(text, world) : CliTarget.registry(text);
  }

  /** Standard input, which {@code -} stands for, does not hold a secret besides. */
  void checkFile(String file) {
    String secret = remote.fromStandardInput();
    if (file.equals("-") && secret != null) {
      throw new UsageException(
          "`-` read file from input and `--%s-stdin` read %s from input cannot be both used"
              .formatted(secret, secret.replace('-', ' ')));
    }
  }

  /** Tells the builder how to reach the target, if it is in a registry. */
  void configure(OrasBuilder builder, CliTarget target, World world) throws IOException {
    String registry = target.registry();
    if (registry != null) {
      remote.configure(builder, registry, world);
    }
  }
}
