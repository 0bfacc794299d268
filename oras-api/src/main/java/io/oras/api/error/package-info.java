/**
 * The exceptions of the library. Begin with {@link io.oras.api.error.OrasException}, an {@code
 * IOException} and the supertype of all problems that the library reports. Each subclass stands for
 * one decision of a program, such as {@link io.oras.api.error.NotFoundException} or {@link
 * io.oras.api.error.DeadlineExceededException}.
 *
 * <p>Exceptions are immutable and serializable, and contain no secrets. Invalid arguments are
 * reported as {@code IllegalArgumentException}.
 */
@NullMarked
package io.oras.api.error;

import org.jspecify.annotations.NullMarked;
