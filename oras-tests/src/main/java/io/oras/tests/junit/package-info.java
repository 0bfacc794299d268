/**
 * A registry for each JUnit Jupiter test. Begin with the annotation {@link
 * io.oras.tests.junit.OciRegistry}, or with {@link io.oras.tests.junit.OciRegistryExtension} to
 * configure the registry in code.
 */
@NullMarked
package io.oras.tests.junit;

import org.jspecify.annotations.NullMarked;
