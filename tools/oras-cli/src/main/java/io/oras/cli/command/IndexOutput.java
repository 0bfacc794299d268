package io.oras.cli.command;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.cli.flag.FlagDeclarations;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.IndexEditor;
import io.oras.core.document.OciJson;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the commands for indexes have in common: progress, and where the index goes. */
final class IndexOutput {
  private final Supplier<@Nullable String> output;

  private final Supplier<Boolean> pretty;

  IndexOutput(FlagDeclarations flags) {
    pretty = flags.toggle("prettify JSON objects printed to stdout", "--pretty");
    output =
        flags.text("file `path` to write the created index to, use - for stdout", "-o", "--output");
  }

  /** Checks an artifact type before anything is fetched; an empty one is none. */
  static @Nullable String artifactType(@Nullable String text) {
    if (text != null && !text.isEmpty()) {
      try {
        new MediaType(text);
      } catch (IllegalArgumentException e) {
        throw new UsageException(text + ": invalid media type", String.valueOf(e.getMessage()));
      }
    }
    return text;
  }

  /** Whether the index goes elsewhere than to the target. */
  boolean given() {
    return output.get() != null;
  }

  /** A line of progress, unless the index itself goes to standard output. */
  void step(CommandEnvironment environment, String verb, String what) {
    if (!"-".equals(output.get())) {
      environment.out().line("%-9s %s".formatted(verb, what));
    }
  }

  /** How a manifest is shown: its digest, and the tag by which it was named. */
  static String named(Descriptor descriptor, String reference) {
    String digest = descriptor.digest().toString();
    return digest.equals(reference) ? digest : digest + " " + reference;
  }

  /** Writes the index to the file that was asked for, or pushes it. */
  void deliver(
      CommandEnvironment environment,
      TargetArgument target,
      IndexEditor editor,
      List<String> moreTags)
      throws IOException {
    String file = output.get();
    if ("-".equals(file)) {
      byte[] bytes = editor.manifest().bytes();
      if (pretty.get()) {
        environment.out().bytes(OciJson.indent(bytes, "the index"));
        environment.out().verbatim("\n");
      } else {
        environment.out().bytes(bytes);
      }
      return;
    }
    RawManifest index;
    if (file != null) {
      index = editor.manifest();
      Files.write(environment.resolve(file), index.bytes());
    } else {
      List<String> tags =
          Stream.concat(Stream.ofNullable(target.tag()), moreTags.stream()).distinct().toList();
      index = editor.push(tags.toArray(String[]::new)).manifest();
      String place = target.name().digest().isEmpty() ? target.reference() : target.path();
      step(environment, "Pushed", "[" + target.kind() + "] " + place);
      moreTags.forEach(tag -> environment.out().line("Tagged " + tag));
    }
    environment.out().line("Digest: " + index.descriptor().digest());
  }
}
