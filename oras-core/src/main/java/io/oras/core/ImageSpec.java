package io.oras.core;

/** Which version of the image specification a manifest is packed by. */
public enum ImageSpec {
  /** v1.1: with {@code artifactType}, {@code subject} and the empty config. */
  V1_1,
  /** v1.0: the artifact type is the config's media type. */
  V1_0
}
