/** Strict JSON: manifests from and to bytes. */
@NullMarked
package io.oras.core.json;

import org.jspecify.annotations.NullMarked;
