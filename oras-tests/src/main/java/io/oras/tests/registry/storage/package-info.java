/** What the in-process registry stores, in memory or in a folder. */
@NullMarked
package io.oras.tests.registry.storage;

import org.jspecify.annotations.NullMarked;
