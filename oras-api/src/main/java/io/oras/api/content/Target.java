package io.oras.api.content;

/**
 * A place to copy to and from.
 *
 * <p>More that a target can do is found with {@code instanceof}: besides the powers of a {@link
 * ReadOnlyTarget}, {@link ReferencePusher}, {@link Mounter}, {@link StreamPusher}, {@link
 * Untagger}, {@link Deleter} and {@link GarbageCollector}.
 */
public interface Target extends ReadOnlyTarget, Pusher, Tagger {}
