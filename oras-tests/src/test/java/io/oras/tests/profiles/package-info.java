/** The library against registries as they are. */
@NullMarked
package io.oras.tests.profiles;

import org.jspecify.annotations.NullMarked;
