/**
 * Trust policies from policy.json files, and signatures in the formats of cosign. Start at {@link
 * io.oras.trust.PolicyFile}, {@link io.oras.trust.KeyVerifier} and {@link
 * io.oras.trust.CosignSignature}.
 */
@NullMarked
package io.oras.trust;

import org.jspecify.annotations.NullMarked;
