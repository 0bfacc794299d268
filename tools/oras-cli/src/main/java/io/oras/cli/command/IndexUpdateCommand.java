package io.oras.cli.command;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import io.oras.api.model.MediaType;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.IndexEditor;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras manifest index update}. */
public final class IndexUpdateCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final IndexOutput output = new IndexOutput(flags());
  private final Supplier<List<String>> added =
      flags().list("manifests to add to the index", "--add");
  private final Supplier<List<String>> merged =
      flags().list("indexes to be merged into the index", "--merge");
  private final Supplier<List<String>> removed =
      flags().list("manifests to remove from the index, must be digests", "--remove");
  private final Supplier<List<String>> extraTags =
      flags().list("extra tags for the updated index", "--tag");
  private final Supplier<@Nullable String> artifactType =
      flags().textOrEmpty("new artifact type for overall index, empty for none", "--artifact-type");

  public IndexUpdateCommand() {
    super(
        "manifest index update",
        "<name>{:<tag>|@<digest>} [{--add|--merge|--remove} {<tag>|<digest>}] [...]",
        Arity.exactly(1, "the target index to update"));
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    if (!extraTags.get().isEmpty() && output.given()) {
      throw new UsageException("--tag, --output cannot be used at the same time");
    }
    TargetArgument to =
        target.parseSource(arguments.get(0), environment).withMoreTags(extraTags.get());
    String reference = identifier(to);
    String type = IndexOutput.artifactType(artifactType.get());
    List<Digest> leaving = removed.get().stream().map(IndexUpdateCommand::digest).toList();
    if (added.get().isEmpty() && merged.get().isEmpty() && leaving.isEmpty() && type == null) {
      environment.out().line("Nothing to update as no change is requested");
      return;
    }
    OrasBuilder builder = builder(environment);
    target.configure(builder, to, environment);
    try (Oras oras = builder.build();
        Repository repository = to.repository(oras)) {
      output.step(environment, "Fetching", reference);
      doing("could not find the index " + reference);
      Descriptor before = repository.resolve(reference);
      IndexEditor editor = repository.editIndex(reference);
      output.step(environment, "Fetched", IndexOutput.named(before, reference));
      change(environment, editor, repository, to, leaving);
      doing("");
      output.step(environment, "Updated", editor.manifest().descriptor().digest().toString());
      output.deliver(environment, to, editor, to.moreTags());
    }
  }

  private void change(
      CommandEnvironment environment,
      IndexEditor editor,
      Repository repository,
      TargetArgument to,
      List<Digest> leaving)
      throws IOException {
    doing("");
    for (Digest digest : leaving) {
      editor.remove(digest);
      output.step(environment, "Removed", digest.toString());
    }
    for (String reference : added.get()) {
      output.step(environment, "Fetching", reference);
      doing("could not find the manifest " + reference);
      String named = IndexOutput.named(editor.add(to.member(reference)), reference);
      output.step(environment, "Fetched", named);
      output.step(environment, "Added", named);
    }
    for (String reference : merged.get()) {
      output.step(environment, "Fetching", reference);
      doing("could not find the index " + reference);
      String member = to.member(reference);
      String named = IndexOutput.named(repository.resolve(member), reference);
      editor.merge(member);
      output.step(environment, "Fetched", named);
      output.step(environment, "Merged", named);
    }
    String type = artifactType.get();
    if (type != null && type.isEmpty()) {
      editor.clearArtifactType();
    } else if (type != null) {
      editor.artifactType(new MediaType(type));
    }
  }

  private static Digest digest(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("remove: " + text + " is not a digest");
    }
  }
}
