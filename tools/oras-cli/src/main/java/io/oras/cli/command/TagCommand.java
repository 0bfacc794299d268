package io.oras.cli.command;

import io.oras.api.model.Descriptor;
import io.oras.api.reference.Reference;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.core.options.PushOptions;
import java.io.IOException;
import java.util.List;

/** {@code oras tag}. */
public final class TagCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "");

  public TagCommand() {
    super(
        "tag",
        "<name>{:<tag>|@<digest>} <new_tag> [...]",
        Arity.atLeast(2, "the artifact to be retagged and the tags to be added"));
    flags().concurrency(PushOptions.defaults().concurrency());
    declarePolicy();
  }

  @Override
  public void check(List<String> arguments) {
    if (!arguments.isEmpty() && List.of("list", "ls").contains(arguments.get(0))) {
      throw new UsageException(
          "there is no \"list\" sub-command for \"oras tag\" command",
          "Usage: " + usage(),
          "If you want to list available tags in %s, use \"oras repo tags\""
              .formatted(target.isLayout() ? "an OCI image layout" : "a repository"));
    }
  }

  private TargetArgument source(String text, CommandEnvironment environment) {
    try {
      return target.parseSource(text, environment);
    } catch (UsageException e) {
      throw new UsageException(
          "unable to add tag for '" + text + "': " + e.getMessage(),
          e.hints().toArray(String[]::new));
    }
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument from = source(arguments.get(0), environment);
    String reference = identifier(from);
    List<String> tags = arguments.subList(1, arguments.size()).stream().map(from::member).toList();
    if (from.registry() != null) {
      tags.forEach(Reference::requireTag);
    }
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    target.configure(builder, from, environment);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      Descriptor descriptor = repository.tag(reference, tags.toArray(String[]::new));
      environment
          .out()
          .line("Tagging [" + from.kind() + "] " + from.path() + "@" + descriptor.digest());
    }
    arguments.stream().skip(1).forEach(tag -> environment.out().line("Tagged " + tag));
  }
}
