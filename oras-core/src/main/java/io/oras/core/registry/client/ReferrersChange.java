package io.oras.core.registry.client;

import io.oras.api.model.Descriptor;
import io.oras.api.model.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A change of the list of a manifest's referrers.
 *
 * @param digest of the referrer
 * @param entry the referrer's entry in the changed list, or null if the list must not have one
 */
public record ReferrersChange(Digest digest, @Nullable Descriptor entry) {}
