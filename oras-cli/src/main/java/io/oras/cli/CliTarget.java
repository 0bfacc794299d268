package io.oras.cli;

import io.oras.api.model.Digest;
import io.oras.api.reference.InvalidReferenceException;
import io.oras.api.reference.Reference;
import io.oras.api.reference.StoreName;
import io.oras.api.reference.TargetName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A target as a command was given it.
 *
 * @param kind {@code registry} or {@code oci-layout}
 * @param path what was given, without tags and digest
 * @param name the same for the library, without tags
 * @param tags in order; the first is the one that counts
 * @param shown how messages call it, or null for path and tag or digest
 */
record CliTarget(
    String kind, String path, TargetName name, List<String> tags, @Nullable String shown) {
  private static final List<String> ADVICE =
      List.of(
          "Please make sure the provided reference is in the form of"
              + " <registry>/<repo>[:tag|@digest]");

  private CliTarget(String kind, String path, TargetName name, List<String> tags) {
    this(kind, path, name, tags, null);
  }

  static CliTarget registry(String text) {
    int comma = text.indexOf(',');
    try {
      Reference first = Reference.parse(comma < 0 ? text : text.substring(0, comma));
      TargetName name = first.digest() == null ? first.withTag(null) : first;
      return new CliTarget(
          "registry", first.repositoryName(), name, tags(first.tag(), text, comma));
    } catch (InvalidReferenceException e) {
      throw new UsageException('"' + text + "\": " + e.getMessage(), ADVICE.get(0));
    }
  }

  /** {@code path[:tag[,tag…]]} or {@code path@digest}. */
  static CliTarget layout(String text, World world) {
    int at = text.lastIndexOf('@');
    if (at > 0) {
      String path = text.substring(0, at);
      return new CliTarget(
          "oci-layout",
          path,
          store(path, world).withDigest(Digest.parse(text.substring(at + 1))),
          List.of());
    }
    int colon = text.lastIndexOf(':');
    boolean tagged = colon > Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) && colon > 1;
    String path = tagged ? text.substring(0, colon) : text;
    List<String> tags =
        tagged ? List.of(text.substring(colon + 1).split(",", -1)) : List.<String>of();
    return new CliTarget("oci-layout", path, store(path, world), tags);
  }

  /** A layout whose tag is the whole text. */
  static CliTarget layoutWithTag(String path, String tag, World world) {
    return new CliTarget("oci-layout", path, store(path, world), List.of(tag), tag);
  }

  private static StoreName store(String path, World world) {
    Path place = world.resolve(path);
    boolean tar = Files.isRegularFile(place) || path.toLowerCase(Locale.ROOT).endsWith(".tar");
    return StoreName.of(tar ? "oci-archive" : "oci-layout", place);
  }

  private static List<String> tags(@Nullable String first, String text, int comma) {
    if (first == null) {
      return List.of();
    }
    String all = comma < 0 ? first : first + text.substring(comma);
    return Stream.of(all.split(",", -1)).map(Reference::requireTag).toList();
  }

  /** The name with its first tag. */
  TargetName tagged() {
    return tags.isEmpty() ? name : name.withTag(tags.get(0));
  }

  /** What to ask the target for. */
  String identifier(String command, String synopsis) {
    return tagged()
        .identifier()
        .orElseThrow(
            () ->
                new UsageException(
                    '"' + path + "\": no tag or digest specified",
                    "Usage: oras " + command + " [flags] " + synopsis,
                    "Please specify a reference in the form of \"<name>:<tag>\" or"
                        + " \"<name>@<digest>\". Run \"oras "
                        + command
                        + " -h\" for more options and examples"));
  }

  /** The host of a registry, or null. */
  @Nullable String registry() {
    return name instanceof Reference reference ? reference.registry() : null;
  }

  /** The host of a registry; only for what {@link #registry(String)} made. */
  String registryName() {
    return Objects.requireNonNull(registry(), "no registry");
  }

  /** {@code path:tag} or {@code path@digest}. */
  String reference() {
    if (shown != null) {
      return shown;
    }
    if (name.digest() != null) {
      return path + "@" + name.digest();
    }
    return tags.isEmpty() ? path : path + ":" + tags.get(0);
  }

  /** As status lines show it. */
  @Override
  public String toString() {
    return "[" + kind + "] " + reference();
  }
}
