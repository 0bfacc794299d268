package com.example.stories;

import io.oras.api.model.Descriptor;
import io.oras.api.model.ImageIndex;
import io.oras.api.model.Platform;
import io.oras.core.Oras;
import io.oras.core.PullResult;
import io.oras.core.options.PullOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Follows an index to the manifest of a platform. */
public final class PlatformPuller {
  private final Oras oras;

  public PlatformPuller(Oras oras) {
    this.oras = oras;
  }

  /** What the index has something for. */
  public List<Platform> platforms(String index) throws IOException {
    ImageIndex entries = (ImageIndex) oras.fetch(index).view().orElseThrow();
    return entries.manifests().stream().map(Descriptor::platform).filter(Objects::nonNull).toList();
  }

  /** Pulls for a platform, such as {@code linux/arm64}. */
  public PullResult pull(String index, String platform, Path folder) throws IOException {
    return oras.pull(
        index, folder, PullOptions.builder().platform(Platform.parse(platform)).build());
  }

  /** Pulls for the machine that this program runs on. */
  public PullResult pull(String index, Path folder) throws IOException {
    return oras.pull(index, folder, PullOptions.builder().platform(Platform.current()).build());
  }
}
