package io.oras.core.options;

import io.oras.api.model.Descriptor;
import io.oras.api.model.MediaType;
import io.oras.api.model.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Options of a pull. Immutable. */
public final class PullOptions extends CallSettings {
  private static final Setting<Platform> PLATFORM = Setting.withoutDefault("platform");
  private static final Setting<MediaType> REFERRER = Setting.withoutDefault("referrer");
  private static final Setting<FileNaming> FILE_NAMES = Setting.of("fileNames", FileNaming.title());
  private static final Setting<Predicate<Descriptor>> LAYERS = Setting.of("layers", layer -> true);
  private static final Setting<List<MediaType>> LAYER_TYPES = Setting.of("layerTypes", List.of());
  private static final Setting<ExistingFiles> EXISTING =
      Setting.of("existing", ExistingFiles.REPLACE);
  private static final Setting<Boolean> UNPACK = Setting.of("unpack", true);
  private static final Setting<Boolean> PRESERVE_PERMISSIONS =
      Setting.of("preservePermissions", false);
  private static final Setting<Boolean> ALLOW_PATH_TRAVERSAL =
      Setting.of("allowPathTraversal", false);
  private static final Setting<Boolean> INCLUDE_SUBJECT = Setting.of("includeSubject", false);
  private static final Setting<Path> CONFIG_FILE = Setting.withoutDefault("configFile");
  private static final Setting<MediaType> CONFIG_TYPE = Setting.withoutDefault("configType");
  private static final Setting<List<MediaType>> ACCEPT_MANIFESTS =
      Setting.of("acceptManifests", List.of());
  private static final PullOptions DEFAULTS = builder().build();

  private PullOptions(Builder builder) {
    super(builder);
  }

  /** Returns the default options. */
  public static PullOptions defaults() {
    return DEFAULTS;
  }

  /** Creates a builder with the default options. */
  public static Builder builder() {
    return new Builder();
  }

  /** Creates a builder with these options. */
  public Builder toBuilder() {
    return builder().from(this);
  }

  /** Returns the platform to choose from an index. */
  public Optional<Platform> platform() {
    return find(PLATFORM);
  }

  /** Returns the artifact type of the referrer to pull in place of the named artifact. */
  public Optional<MediaType> referrer() {
    return find(REFERRER);
  }

  /** Returns how layers are named as files. */
  public FileNaming fileNames() {
    return get(FILE_NAMES);
  }

  /** Returns which layers are pulled, of those with a name. */
  public Predicate<Descriptor> layers() {
    return get(LAYERS);
  }

  /** Returns the media types of the layers that are pulled; empty for all. */
  public List<MediaType> layerTypes() {
    return get(LAYER_TYPES);
  }

  /** Returns what happens to files that exist already. */
  public ExistingFiles existing() {
    return get(EXISTING);
  }

  /** Returns whether packed folders are unpacked. */
  public boolean unpack() {
    return get(UNPACK);
  }

  /** Returns whether unpacked files keep the mode bits from the archive. */
  public boolean preservePermissions() {
    return get(PRESERVE_PERMISSIONS);
  }

  /** Returns whether file names may lead out of the folder that is pulled into. */
  public boolean allowPathTraversal() {
    return get(ALLOW_PATH_TRAVERSAL);
  }

  /** Returns whether the subject of a manifest is pulled too. */
  public boolean includeSubject() {
    return get(INCLUDE_SUBJECT);
  }

  /** Returns the file for the config of the first image. */
  public Optional<Path> configFile() {
    return find(CONFIG_FILE);
  }

  /** Returns the media type that the config must have to be written. */
  public Optional<MediaType> configType() {
    return find(CONFIG_TYPE);
  }

  /** Returns the media types that the manifest may have; empty if all are accepted. */
  public List<MediaType> acceptManifests() {
    return get(ACCEPT_MANIFESTS);
  }

  /** Returns how many blobs are fetched at the same time at most. */
  public int concurrency() {
    return get(PushSettings.CONCURRENCY);
  }

  /** Builds {@link PullOptions}. Not thread safe. */
  public static final class Builder extends CallSettings.Builder<Builder> {
    private Builder() {}

    /**
     * Sets the platform whose manifest of an index is pulled; by default all manifests are pulled.
     */
    public Builder platform(Platform platform) {
      return set(PLATFORM, platform);
    }

    /**
     * Sets the artifact type of the referrer to pull in place of the named artifact. The artifact
     * must have exactly one referrer of that type. By default the named artifact is pulled.
     */
    public Builder referrer(MediaType referrer) {
      return set(REFERRER, referrer);
    }

    /**
     * Sets how layers are named as files; by default {@link FileNaming#title}. A layer without a
     * name is not pulled.
     */
    public Builder fileNames(FileNaming fileNames) {
      return set(FILE_NAMES, fileNames);
    }

    /** Sets which layers are pulled, of those with a name; all by default. */
    public Builder layers(Predicate<Descriptor> layers) {
      return set(LAYERS, layers);
    }

    /**
     * Sets the media types of the layers that are pulled, in addition to {@link #layers}; all by
     * default.
     */
    public Builder layerTypes(MediaType... types) {
      return set(LAYER_TYPES, List.of(types));
    }

    /** Sets what happens to files that exist already; they are replaced by default. */
    public Builder existing(ExistingFiles existing) {
      return set(EXISTING, existing);
    }

    /** Sets whether packed folders are unpacked; true by default. */
    public Builder unpack(boolean unpack) {
      return set(UNPACK, unpack);
    }

    /** Sets whether unpacked files keep the mode bits from the archive; false by default. */
    public Builder preservePermissions(boolean preservePermissions) {
      return set(PRESERVE_PERMISSIONS, preservePermissions);
    }

    /** Sets whether file names may lead out of the folder that is pulled into; false by default. */
    public Builder allowPathTraversal(boolean allowPathTraversal) {
      return set(ALLOW_PATH_TRAVERSAL, allowPathTraversal);
    }

    /** Sets whether the subject of a manifest is pulled too; false by default. */
    public Builder includeSubject(boolean includeSubject) {
      return set(INCLUDE_SUBJECT, includeSubject);
    }

    /**
     * Sets the file for the config of the first image. A relative path is resolved against the
     * folder that is pulled into, and leads out of it only with {@link #allowPathTraversal}. By
     * default the config is written only if it has a title.
     */
    public Builder configFile(Path configFile) {
      return set(CONFIG_FILE, configFile);
    }

    /**
     * Sets the media type that the config must have to be written to {@link #configFile}; by
     * default any.
     */
    public Builder configType(MediaType configType) {
      return set(CONFIG_TYPE, configType);
    }

    /**
     * Sets the media types that the manifest may have; a registry is asked for these types, and
     * another type is an error. By default all types are accepted.
     */
    public Builder acceptManifests(MediaType... types) {
      return set(ACCEPT_MANIFESTS, List.of(types));
    }

    /**
     * Sets how many blobs are fetched at the same time at most; 32 by default.
     *
     * <p>The client starts with 5. It uses more as long as the round trip to the registry is long
     * and throughput grows, and only for blobs that are less than 16 MiB together.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Builder concurrency(int concurrency) {
      return set(PushSettings.CONCURRENCY, concurrency);
    }

    /** Creates the options; the builder can be used further. */
    public PullOptions build() {
      return new PullOptions(this);
    }
  }
}
