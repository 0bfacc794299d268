package io.oras.api.spi;

import io.oras.api.content.RawManifest;
import io.oras.api.reference.ArtifactName;

/**
 * An artifact whose signatures are checked. Immutable.
 *
 * @param name as the caller wrote it
 * @param manifest with its exact bytes
 */
public record Signed(ArtifactName name, RawManifest manifest) {}
