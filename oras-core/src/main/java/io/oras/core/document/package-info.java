/**
 * Documents of the image specification (v1.1.1) as text: descriptors, platforms, manifests and
 * indexes from and to JSON with {@link io.oras.core.document.OciJson}, and checks against the
 * specification with {@link io.oras.core.document.Schema}.
 */
@NullMarked
package io.oras.core.document;

import org.jspecify.annotations.NullMarked;
