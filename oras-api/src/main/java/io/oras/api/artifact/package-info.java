/**
 * Artifacts to push. Begin with {@link io.oras.api.artifact.Artifact#of Artifact.of} and {@link
 * io.oras.api.artifact.Layer#of Layer.of}: an artifact has layers, each of which is a file, a
 * folder, a text, bytes or a stream. {@code Oras.push} and {@code Oras.attach} pack and send the
 * artifact.
 *
 * <p>All types are immutable and thread safe. Creating a layer reads no content.
 */
@NullMarked
package io.oras.api.artifact;

import org.jspecify.annotations.NullMarked;
