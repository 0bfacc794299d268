package io.oras.cli;

import io.oras.api.artifact.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The flags of commands that pack files into a manifest. */
final class PackFlags {
  private final Supplier<List<String>> annotations;
  private final Supplier<@Nullable String> exportManifest;
  private final Supplier<Boolean> noPathValidation;

  PackFlags(CommandSpec spec) {
    Flags flags = new Flags(spec);
    annotations = flags.list("manifest annotations", "-a", "--annotation");
    exportManifest = flags.text("path of the pushed manifest", "--export-manifest");
    noPathValidation = flags.toggle("skip path validation", "--disable-path-validation");
  }

  Map<String, String> annotations() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String annotation : annotations.get()) {
      int equals = annotation.indexOf('=');
      if (equals < 0) {
        throw new UsageException(
            "missing key in `--annotation` flag: expected key=value, got \"" + annotation + "\"");
      }
      if (all.put(annotation.substring(0, equals), annotation.substring(equals + 1)) != null) {
        throw new UsageException(
            "duplicate annotation key: \"" + annotation.substring(0, equals) + "\"");
      }
    }
    return all;
  }

  List<Layer> layers(List<String> files, World world) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (String file : files) {
      layers.add(FileArgument.parse(file).layer(world, !noPathValidation.get()));
    }
    return layers;
  }

  @Nullable String exportManifest() {
    return exportManifest.get();
  }
}
