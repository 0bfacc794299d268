/**
 * Keyless signatures: start at {@link io.oras.trust.sigstore.KeylessVerifier}. On the class path
 * only, since sigstore-java has no module.
 */
@NullMarked
package io.oras.trust.sigstore;

import org.jspecify.annotations.NullMarked;
