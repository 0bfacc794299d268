package io.oras.core;

import io.oras.api.model.Descriptor;
import io.oras.api.model.RawManifest;
import java.io.IOException;
import java.util.List;

/**
 * Steps into a copy: chooses what goes along, and hears of each piece of content before and after.
 *
 * <p>Other than a {@link io.oras.api.event.TransferListener}, which only looks on, a hook that
 * fails ends the copy. Called from several worker threads at once, once for each digest: an
 * implementation is thread safe.
 */
public interface CopyHooks {
  /** Does nothing. */
  CopyHooks NONE = new CopyHooks() {};

  /**
   * What has to be there before the manifest, and is copied with it.
   *
   * @param manifest the parent
   * @param proposed its children, with its subject where the options ask for that
   * @return some of these, or others that the source has; a registry may refuse a manifest without
   *     its children
   * @throws IOException ends the copy
   */
  default List<Descriptor> successors(RawManifest manifest, List<Descriptor> proposed)
      throws IOException {
    return proposed;
  }

  /**
   * The content is about to move; all that it needs is there.
   *
   * @throws IOException ends the copy
   */
  default void before(Descriptor content) throws IOException {}

  /**
   * The content has moved, and has its tags.
   *
   * @throws IOException ends the copy
   */
  default void after(Descriptor content) throws IOException {}

  /**
   * The content was there already, or is foreign and is not copied.
   *
   * @throws IOException ends the copy
   */
  default void skipped(Descriptor content) throws IOException {}

  /**
   * The registry took the content over from another repository; {@link #before} was called, and
   * this takes the place of {@link #after}.
   *
   * @throws IOException ends the copy
   */
  default void mounted(Descriptor content) throws IOException {}
}
