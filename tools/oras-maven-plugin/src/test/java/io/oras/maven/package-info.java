/** Tests of the Maven plugin, against a registry in this JVM. */
@NullMarked
package io.oras.maven;

import org.jspecify.annotations.NullMarked;
