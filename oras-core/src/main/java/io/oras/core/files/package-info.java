/**
 * Files named as on a command line: {@link io.oras.core.files.ArtifactFiles} makes an artifact of
 * {@code path[:mediatype]} arguments, {@link io.oras.core.files.AnnotationFile} reads an annotation
 * file of the {@code oras} command.
 */
@NullMarked
package io.oras.core.files;

import org.jspecify.annotations.NullMarked;
