package io.oras.core.options;

/** The version of the image specification that a manifest follows. */
public enum ImageSpec {
  /** v1.1: with {@code artifactType}, {@code subject} and the empty config. */
  V1_1,
  /** v1.0: the artifact type is the config's media type. */
  V1_0
}
