package io.oras.cli.command;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import io.oras.cli.flag.FormatFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.output.JsonModels;
import io.oras.cli.output.JsonPrinter;
import io.oras.cli.output.ReferrerTreeText;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.Printer;
import io.oras.cli.terminal.Screen;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.console.TextEscapes;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.ReferrerTree;
import io.oras.core.Repository;
import io.oras.core.options.DiscoverOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras discover}. */
public final class DiscoverCommand extends Command {
  private final TargetFlags target =
      new TargetFlags(spec(), "", "").withDistributionSpec().withShortNames();
  private final Supplier<@Nullable String> artifactType =
      flags().text("artifact type", "--artifact-type");
  private final Supplier<@Nullable Long> depth =
      flags()
          .number(
              "[Experimental] level of referrers to display, if unused shows referrers of all levels",
              "--depth");
  private final Supplier<@Nullable String> platform =
      flags()
          .text("request platform in the form of `os[/arch][/variant][:os_version]`", "--platform");
  private final FormatFlags format =
      new FormatFlags(spec(), List.of("tree", "table")).orFormerly(spec(), "-o", "--output");

  public DiscoverCommand() {
    super(
        "discover",
        "<name>{:<tag>|@<digest>}",
        Arity.exactly(1, "the target artifact to discover referrers from"));
    declareNoTty("colors");
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument from = target.parseSource(arguments.get(0), environment);
    String reference = identifier(from);
    format.checkFormer(environment);
    boolean data = format.data();
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    target.configure(builder, from, environment);
    ReferrerTree tree;
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      tree = repository.discover(reference, options());
    }
    if (data) {
      Descriptor root = tree.descriptor();
      boolean asIs = from.isLayout() && platform.get() == null;
      format.print(
          environment, model(tree, asIs ? from.described(root) : root.plain(), from.path()));
    } else if (format.type().equals("table")) {
      environment
          .err()
          .line("Format \"table\" is deprecated and will be removed in a future release.");
      table(environment, from, tree);
    } else {
      Screen screen = screen(environment);
      boolean colors = screen != null && screen.colors();
      environment.out().styled(new ReferrerTreeText(from.path(), verbose(), colors).of(tree));
    }
  }

  private DiscoverOptions options() {
    String type = artifactType.get();
    String wanted = platform.get();
    DiscoverOptions.Builder options = DiscoverOptions.builder();
    if (type != null) {
      options.artifactType(MediaType.read(type));
    }
    if (wanted != null) {
      options.platform(Platform.parse(wanted));
    }
    Long levels = depth.get();
    if (levels == null) {
      return format.type().equals("table") ? options.depth(1).build() : options.build();
    }
    try {
      return options.depth(Math.toIntExact(levels)).build();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UsageException("depth value should be at least 1, got " + levels);
    }
  }

  private static Map<String, @Nullable Object> model(
      ReferrerTree tree, Descriptor manifest, String path) {
    Map<String, @Nullable Object> model =
        new LinkedHashMap<>(JsonModels.descriptor(manifest, path));
    model.put(
        "referrers", tree.referrers().stream().map(r -> model(r, r.descriptor(), path)).toList());
    return model;
  }

  private void table(CommandEnvironment environment, TargetArgument from, ReferrerTree tree) {
    List<Descriptor> direct = tree.referrers().stream().map(ReferrerTree::descriptor).toList();
    String artifacts = direct.size() == 1 ? " artifact" : " artifacts";
    Printer out = environment.out();
    out.line("Discovered " + direct.size() + artifacts + " referencing " + from.reference());
    out.line("Digest: " + tree.descriptor().digest());
    if (direct.isEmpty()) {
      return;
    }
    List<String> types =
        direct.stream().map(ReferrerTreeText::type).map(TextEscapes::line).toList();
    int width = types.stream().mapToInt(String::length).max().orElse(0);
    String row = "%-" + Math.max(width, "Artifact Type".length()) + "s   %s";
    out.line("");
    out.line(String.format(Locale.ROOT, row, "Artifact Type", "Digest"));
    for (int i = 0; i < types.size(); i++) {
      out.line(String.format(Locale.ROOT, row, types.get(i), direct.get(i).digest()));
      if (verbose()) {
        out.lines(JsonPrinter.pretty(JsonModels.descriptor(direct.get(i))) + "\n");
      }
    }
  }
}
