/**
 * A registry for each JUnit Jupiter test: {@link io.oras.tests.junit.OciRegistry} to be given one,
 * {@link io.oras.tests.junit.OciRegistryExtension} to build it yourself.
 */
@NullMarked
package io.oras.tests.junit;

import org.jspecify.annotations.NullMarked;
