package io.oras.api.reference;

import io.oras.api.error.InvalidReferenceException;
import io.oras.api.model.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of an artifact in some target: a {@link Reference} into a registry, or a {@link
 * StoreName}.
 */
public sealed interface TargetName permits Reference, StoreName {
  /** The tag, or null. */
  @Nullable String tag();

  /** The digest, or null. It decides where both are given. */
  @Nullable Digest digest();

  /** This name with another tag, or none; the digest is dropped. */
  TargetName withTag(@Nullable String replacement);

  /** This name with another digest, or none; the tag stays. */
  TargetName withDigest(@Nullable Digest replacement);

  /** What to ask the target for: the digest, else the tag. */
  default Optional<String> identifier() {
    Digest digest = digest();
    return digest != null ? Optional.of(digest.toString()) : Optional.ofNullable(tag());
  }

  /**
   * Reads a store's name when there is {@code ://} in the text, else a reference.
   *
   * @throws InvalidReferenceException when it is neither
   */
  static TargetName parse(String text) {
    return text.contains("://") ? StoreName.parse(text) : Reference.parse(text);
  }
}
