/**
 * Stores of content and their optional features.
 *
 * <p>A program that reads manifests begins with {@link io.oras.api.content.RawManifest}. A store
 * begins with {@link io.oras.api.content.ReadOnlyTarget} or {@link io.oras.api.content.Target},
 * returns its content as a {@link io.oras.api.content.VerifyingInputStream}, and implements ports
 * such as {@link io.oras.api.content.TagLister} and {@link io.oras.api.content.Deleter} for the
 * features that it supports.
 */
@NullMarked
package io.oras.api.content;

import org.jspecify.annotations.NullMarked;
