package io.oras.api.content;

/**
 * A place to copy to and from.
 *
 * <p>{@link #capability} finds the optional ports of a target, besides those of a {@link
 * ReadOnlyTarget}: {@link ReferencePusher}, {@link Mounter}, {@link StreamPusher}, {@link
 * Untagger}, {@link Deleter} and {@link GarbageCollector}.
 */
public interface Target extends ReadOnlyTarget, Pusher, Tagger {}
