/**
 * Files that are named as on a command line. Begin with {@link io.oras.core.files.ArtifactFiles},
 * which creates an artifact from arguments {@code path[:mediatype]}. {@link
 * io.oras.core.files.AnnotationFile} reads annotation files of the {@code oras} command.
 */
@NullMarked
package io.oras.core.files;

import org.jspecify.annotations.NullMarked;
