/**
 * The entry points and their results. A program has one {@link io.oras.core.Oras}, which gives
 * handles: a {@link io.oras.core.Repository} for artifacts, wherever they are, with its {@link
 * io.oras.core.Blobs}, and a {@link io.oras.core.Registry} for a registry as a whole.
 *
 * <pre>{@code
 * Repository app = oras.repository("ghcr.io/team/app");
 * PushResult pushed = app.push("v1", Artifact.of(Layer.of(Path.of("site"))));
 * Descriptor layer = pushed.manifest().layers().get(0);
 * try (InputStream page = app.blobs().openEntry(layer, "site/index.html")) {
 *   page.transferTo(System.out);
 * }
 * oras.copy(pushed.location(), oras.layout(Path.of("mirror")).at("v1"));
 * }</pre>
 */
@NullMarked
package io.oras.core;

import org.jspecify.annotations.NullMarked;
