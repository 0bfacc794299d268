/** The stores that are not registries: memory, OCI layout, folder of files. */
@NullMarked
package io.oras.core.store;

import org.jspecify.annotations.NullMarked;
