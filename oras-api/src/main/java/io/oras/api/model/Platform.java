package io.oras.api.model;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The platform that a manifest is for (image-spec v1.1.1, image-index.md, "platform"). Immutable
 * and thread safe.
 *
 * @param os the operating system as a GOOS value, such as {@code linux}; may be empty in existing
 *     documents
 * @param architecture the CPU architecture as a GOARCH value, such as {@code amd64}; may be empty
 *     in existing documents
 * @param variant the variant of the CPU, such as {@code v8}, or null
 * @param osVersion the version of the operating system, such as {@code 10.0.14393.1066}, or null
 * @param osFeatures required features of the operating system, such as {@code win32k}
 * @param features a field that the specification reserves
 */
public record Platform(
    String os,
    String architecture,
    @Nullable String variant,
    @Nullable String osVersion,
    List<String> osFeatures,
    List<String> features)
    implements Serializable {

  /** Creates a platform. The lists are copied. */
  public Platform {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(os, "os");
    osFeatures = List.copyOf(osFeatures);
    features = List.copyOf(features);
  }

  /** Returns the platform of an operating system and an architecture. */
  public static Platform of(String os, String architecture) {
    return new Platform(os, architecture, null, null, List.of(), List.of());
  }

  /** Returns the platform of an operating system, an architecture and a variant of it. */
  public static Platform of(String os, String architecture, String variant) {
    return new Platform(os, architecture, variant, null, List.of(), List.of());
  }

  /**
   * Parses {@code os[/arch][/variant][:os_version]}, as the {@code oras} command does. The default
   * architecture is that of this JVM.
   *
   * @throws IllegalArgumentException if the text has another format
   */
  public static Platform parse(String text) {
    int colon = text.indexOf(':');
    String version = colon < 0 ? null : text.substring(colon + 1);
    String[] parts = (colon < 0 ? text : text.substring(0, colon)).split("/", -1);
    if (parts.length > 3 || parts[0].isEmpty() || (parts.length > 1 && parts[1].isEmpty())) {
      throw new IllegalArgumentException(
          "a platform is os[/arch][/variant][:os_version], such as linux/arm64/v8, got '"
              + text
              + "'");
    }
    return new Platform(
        parts[0],
        parts.length > 1 ? parts[1] : current().architecture(),
        parts.length > 2 && !parts[2].isEmpty() ? parts[2] : null,
        version == null || version.isEmpty() ? null : version,
        List.of(),
        List.of());
  }

  /** Returns the platform of this JVM, with the names that Go uses. */
  public static Platform current() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String os =
        name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
    String arch = System.getProperty("os.arch", "");
    return of(
        os,
        switch (arch) {
          case "x86_64", "amd64" -> "amd64";
          case "aarch64" -> "arm64";
          case "x86", "i386" -> "386";
          default -> arch;
        });
  }

  /**
   * Returns whether content for this platform runs on the wanted platform. Operating system and
   * architecture must be equal. Variant and version are compared only if the wanted platform has
   * them. This platform must have every wanted feature.
   */
  public boolean satisfies(Platform wanted) {
    return architecture.equals(wanted.architecture)
        && os.equals(wanted.os)
        && (wanted.variant == null || wanted.variant.equals(effectiveVariant()))
        && (wanted.osVersion == null || wanted.osVersion.equals(osVersion))
        && osFeatures.containsAll(wanted.osFeatures);
  }

  /** arm64 has one variant in practice, and indexes leave it out (containerd's rule). */
  private @Nullable String effectiveVariant() {
    return variant == null && architecture.equals("arm64") ? "v8" : variant;
  }

  /** Returns the platform as text that {@link #parse} accepts. */
  @Override
  public String toString() {
    return os
        + "/"
        + architecture
        + (variant == null ? "" : "/" + variant)
        + (osVersion == null ? "" : ":" + osVersion);
  }
}
