/** How an artifact is named, in a registry or in a store. */
@NullMarked
package io.oras.api.reference;

import org.jspecify.annotations.NullMarked;
