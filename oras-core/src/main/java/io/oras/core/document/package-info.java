/**
 * Documents of the OCI image specification v1.1.1. Begin with {@link
 * io.oras.core.document.OciJson}, which converts descriptors, platforms, manifests and indexes to
 * JSON and back, and with {@link io.oras.core.document.Schema}, which reports all violations of the
 * specification in a document.
 */
@NullMarked
package io.oras.core.document;

import org.jspecify.annotations.NullMarked;
