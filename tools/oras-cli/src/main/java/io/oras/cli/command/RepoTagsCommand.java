package io.oras.cli.command;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.InvalidReferenceException;
import io.oras.api.error.NotFoundException;
import io.oras.api.model.Digest;
import io.oras.api.reference.Reference;
import io.oras.cli.flag.FormatFlags;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code oras repo tags}. */
public final class RepoTagsCommand extends Command {
  private static final Pattern DIGEST_TAG =
      Pattern.compile("sha256-[0-9a-f]{64}|sha512-[0-9a-f]{64,128}");

  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final FormatFlags format = new FormatFlags(spec());
  private final Supplier<@Nullable String> last =
      flags().text("start after the tag specified by `last`", "--last");
  private final Supplier<Boolean> excludeDigestTags =
      flags()
          .toggle(
              "[Preview] exclude all digest-like tags such as 'sha256-aaaa...'",
              "--exclude-digest-tags");

  public RepoTagsCommand() {
    super("repo tags", "<name>", Arity.exactly(1, "the target repository to list tags from"));
    declarePolicy();
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument from = target.parseSource(arguments.get(0), environment);
    boolean data = format.data();
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    target.configure(builder, from, environment);
    try (Oras oras = builder.build();
        Repository repository = from.repository(oras)) {
      String prefix = repositoryPrefix(from);
      Digest wanted = prefix.isEmpty() ? wanted(environment, from, repository) : null;
      Stream<String> shown =
          repository
              .tags(
                  options -> {
                    String after = last.get();
                    if (after != null) {
                      options.after(after);
                    }
                  })
              .stream()
              .filter(tag -> tag.startsWith(prefix))
              .filter(tag -> wanted == null || names(repository, tag, wanted))
              .map(tag -> tag.substring(prefix.length()))
              .filter(tag -> !excludeDigestTags.get() || !DIGEST_TAG.matcher(tag).matches());
      if (data) {
        format.print(environment, Map.of("tags", shown.toList()));
      } else {
        shown.forEach(environment.out()::line);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** In a layout, {@code registry/repository} stands for the tags that begin with it. */
  private static String repositoryPrefix(TargetArgument from) {
    String tag = from.tag();
    if (!from.isLayout() || tag == null) {
      return "";
    }
    try {
      Reference repository = Reference.parse(tag);
      return repository.tagOrDigest().isEmpty() ? repository + ":" : "";
    } catch (InvalidReferenceException e) {
      return "";
    }
  }

  /** The digest that tags must name, or null for any. */
  private static @Nullable Digest wanted(
      CommandEnvironment environment, TargetArgument from, ReadOnlyTarget source)
      throws IOException {
    Digest digest = from.name().digest().orElse(null);
    String tag = from.tag();
    if (digest == null) {
      if (tag == null) {
        return null;
      }
      digest = source.resolve(tag).digest();
    }
    environment
        .err()
        .line(
            "[WARNING]: [Experimental] querying tags associated to "
                + digest
                + ", it may take a while...");
    return digest;
  }

  private static boolean names(ReadOnlyTarget source, String tag, Digest wanted) {
    try {
      return source.resolve(tag).digest().equals(wanted);
    } catch (NotFoundException e) {
      return false; // It was removed since the list was made.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
