package io.oras.cli.flag;

import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.OrasBuilder;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flags that say what kind of target a name is, and how to reach it. */
public final class TargetFlags {
  private final String prefix;
  private final RemoteFlags remote;
  private final Supplier<Boolean> layout;
  private final Supplier<@Nullable String> layoutPath;
  private final FlagDeclarations flags;
  private Supplier<Boolean> shortNames = () -> false;

  public TargetFlags(CommandSpec spec, String prefix, String which) {
    this.prefix = prefix;
    this.remote = new RemoteFlags(spec, prefix, which);
    flags = new FlagDeclarations(spec);
    layout =
        flags.toggle(
            "set " + which + "target as an OCI image layout", "--" + prefix + "oci-layout");
    layoutPath =
        flags.text(
            "[Experimental] set the path for the " + which + "OCI image layout target",
            "--" + prefix + "oci-layout-path");
  }

  /** With the flag of commands that keep referrers. */
  public TargetFlags withDistributionSpec() {
    remote.declareDistributionSpec();
    return this;
  }

  /** With the flag of commands that read a name which need not have a registry. */
  public TargetFlags withShortNames() {
    shortNames =
        flags.toggle(
            "accept a name without a registry, which --registries-conf completes", "--short-names");
    return this;
  }

  /** Whether the target is a layout. */
  public boolean isLayout() {
    return layout.get() || layoutPath.get() != null;
  }

  /** One reference, as most commands take it. */
  public TargetArgument parse(String text, CommandEnvironment environment) {
    String path = layoutPath.get();
    if (path != null && layout.get()) {
      throw new UsageException(
          "--%soci-layout-path, --%soci-layout cannot be used at the same time"
              .formatted(prefix, prefix));
    }
    if (path != null) {
      return TargetArgument.layoutAt(path, text, environment);
    }
    if (layout.get()) {
      return TargetArgument.layout(text, environment);
    }
    return shortNames.get()
        ? TargetArgument.shortName(text).orElseGet(() -> TargetArgument.registry(text))
        : TargetArgument.registry(text);
  }

  /** One reference to what is there already. */
  public TargetArgument parseSource(String text, CommandEnvironment environment) {
    return parse(text, environment).requireThere(environment);
  }

  /** A reference and, after commas, more tags, as commands take it that give tags. */
  public TargetArgument parseTagged(String text, CommandEnvironment environment) {
    List<String> parts = List.of(text.split(",", -1));
    return parse(parts.get(0), environment).withMoreTags(parts.subList(1, parts.size()));
  }

  /** Standard input, which {@code -} stands for, does not hold a secret besides. */
  public void checkFile(String file) {
    String secret = remote.fromStandardInput();
    if (file.equals("-") && secret != null) {
      throw new UsageException(
          "`-` read file from input and `--%s-stdin` read %s from input cannot be both used"
              .formatted(secret, secret.replace('-', ' ')));
    }
  }

  /** Tells the builder how to reach the target, if it is in a registry. */
  public void configure(OrasBuilder builder, TargetArgument target, CommandEnvironment environment)
      throws IOException {
    builder.shortNames(shortNames.get());
    String registry = target.registry();
    if (registry != null) {
      remote.configure(builder, registry, environment);
    } else if (target.isLayout() && remote.hasHeaders()) {
      throw new UsageException("custom header flags cannot be used on an OCI image layout target");
    }
  }
}
