package io.oras.cli;

import io.oras.api.model.Descriptor;
import io.oras.api.reference.Reference;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.List;

/** {@code oras tag}. */
final class TagCommand extends Subcommand {
  private final TargetFlags target = new TargetFlags(spec(), "", "");

  TagCommand() {
    super(
        "tag",
        "<name>{:<tag>|@<digest>} <new_tag> [...]",
        Arity.atLeast(2, "the artifact to be retagged and the tags to be added"));
    flags().concurrency(5);
  }

  @Override
  void check(List<String> arguments) {
    if (!arguments.isEmpty() && List.of("list", "ls").contains(arguments.get(0))) {
      throw new UsageException(
          "there is no \"list\" sub-command for \"oras tag\" command",
          "Usage: " + usage(),
          "If you want to list available tags in %s, use \"oras repo tags\""
              .formatted(target.isLayout() ? "an OCI image layout" : "a repository"));
    }
  }

  private CliTarget source(String text, World world) {
    try {
      return target.parseSource(text, world);
    } catch (UsageException e) {
      throw new UsageException(
          "unable to add tag for '" + text + "': " + e.getMessage(),
          e.hints().toArray(String[]::new));
    }
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    CliTarget from = source(arguments.get(0), world);
    String reference = identifier(from);
    List<String> tags = arguments.subList(1, arguments.size()).stream().map(from::member).toList();
    if (from.registry() != null) {
      tags.forEach(Reference::requireTag);
    }
    OrasBuilder builder = builder(world).listener(StatusPrinter.ofWarnings(world.err()));
    target.configure(builder, from, world);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      Descriptor descriptor = repository.tag(reference, tags.toArray(String[]::new));
      world.out().line("Tagging [" + from.kind() + "] " + from.path() + "@" + descriptor.digest());
    }
    arguments.stream().skip(1).forEach(tag -> world.out().line("Tagged " + tag));
  }
}
