/**
 * Names of artifacts. Begin with {@link io.oras.api.reference.Reference#parse Reference.parse} for
 * an artifact in a registry, {@link io.oras.api.reference.StoreReference} for an artifact in
 * another store, and {@link io.oras.api.reference.ArtifactName#parse ArtifactName.parse} for either
 * of them. {@link io.oras.api.reference.RepositoryName} names a repository.
 *
 * <p>All types are immutable and thread safe. Most methods of {@code Oras} accept names as text.
 */
@NullMarked
package io.oras.api.reference;

import org.jspecify.annotations.NullMarked;
