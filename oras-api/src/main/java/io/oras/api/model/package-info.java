/**
 * Values of the OCI image specification v1.1.1. Begin with {@link io.oras.api.model.Descriptor},
 * which identifies content by media type, {@link io.oras.api.model.Digest} and size. {@link
 * io.oras.api.model.ImageManifest} and {@link io.oras.api.model.ImageIndex} are the two kinds of
 * manifests.
 *
 * <p>All types are immutable and thread safe.
 */
@NullMarked
package io.oras.api.model;

import org.jspecify.annotations.NullMarked;
