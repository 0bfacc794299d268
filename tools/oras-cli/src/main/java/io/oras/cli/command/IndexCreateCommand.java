package io.oras.cli.command;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.cli.flag.PackFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras manifest index create}. */
public final class IndexCreateCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final IndexOutput output = new IndexOutput(flags());
  private final Supplier<@Nullable String> artifactType =
      flags().text("artifact type for overall index", "--artifact-type");
  private final Supplier<List<String>> annotations =
      flags().list("manifest annotations", "-a", "--annotation");

  public IndexCreateCommand() {
    super(
        "manifest index create",
        "<name>[:<tag>[,<tag>][...]] [{<tag>|<digest>}...]",
        Arity.atLeast(1, "the destination index to create"));
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument to = target.parseTagged(arguments.get(0), environment);
    String type = IndexOutput.artifactType(artifactType.get());
    Map<String, String> all = PackFlags.parsed(annotations.get());
    OrasBuilder builder = builder(environment);
    target.configure(builder, to, environment);
    try (Oras oras = builder.build();
        Repository repository = to.repository(oras)) {
      IndexEditor editor = repository.newIndex();
      for (String reference : arguments.subList(1, arguments.size())) {
        output.step(environment, "Fetching", reference);
        doing("could not find the manifest " + reference);
        Descriptor added = editor.add(to.member(reference));
        output.step(environment, "Fetched", IndexOutput.named(added, reference));
      }
      doing("");
      if (type != null) {
        editor.artifactType(new MediaType(type));
      }
      editor.annotations(all);
      Descriptor packed = editor.manifest().descriptor();
      output.step(environment, "Packed", packed.digest().shortened() + " " + packed.mediaType());
      output.deliver(environment, to, editor, to.moreTags());
    }
  }
}
