/**
 * The goals of the Maven plugin. Each goal reads its configuration and calls one method of {@link
 * io.oras.core.Oras}.
 */
@NullMarked
package io.oras.maven;

import org.jspecify.annotations.NullMarked;
