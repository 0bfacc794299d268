/**
 * Values of the OCI image specification: digests, descriptors, manifests, and what goes into an
 * artifact.
 */
@NullMarked
package io.oras.api.model;

import org.jspecify.annotations.NullMarked;
