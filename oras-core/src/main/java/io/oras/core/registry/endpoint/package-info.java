/** The resources of the distribution specification: manifests, tags, blobs, referrers. */
@NullMarked
package io.oras.core.registry.endpoint;

import org.jspecify.annotations.NullMarked;
