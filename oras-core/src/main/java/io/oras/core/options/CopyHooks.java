package io.oras.core.options;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import java.io.IOException;
import java.util.List;

/**
 * Takes part in a copy: chooses the children of manifests, and is called before and after each
 * manifest and blob.
 *
 * <pre>{@code
 * CopyHooks log =
 *     new CopyHooks() {
 *       @Override
 *       public void after(Descriptor copied) {
 *         System.out.println("copied " + copied.digest());
 *       }
 *     };
 * oras.copy(app.at("v1"), oras.layout(Path.of("mirror")).at("v1"), o -> o.hooks(log));
 * }</pre>
 *
 * <p>Unlike a {@link io.oras.api.event.TransferListener}, a hook that fails ends the copy. Several
 * worker threads call the hooks at once, once for each digest: implementations are thread safe.
 */
public interface CopyHooks {
  /** Hooks that do nothing. */
  CopyHooks NONE = new CopyHooks() {};

  /**
   * Returns the content that is copied before a manifest.
   *
   * @param manifest the parent
   * @param proposed its children, and its subject if the options include subjects
   * @return some of these, or other content of the source; a registry may refuse a manifest without
   *     its children
   * @throws IOException to end the copy
   */
  default List<Descriptor> successors(RawManifest manifest, List<Descriptor> proposed)
      throws IOException {
    return proposed;
  }

  /**
   * Called before content is transferred; all content that it needs is at the destination.
   *
   * @throws IOException to end the copy
   */
  default void before(Descriptor content) throws IOException {}

  /**
   * Called after content was transferred and tagged.
   *
   * @throws IOException to end the copy
   */
  default void after(Descriptor content) throws IOException {}

  /**
   * Called for content that the destination has already, and for non-distributable content that is
   * not copied.
   *
   * @throws IOException to end the copy
   */
  default void skipped(Descriptor content) throws IOException {}

  /**
   * Called in place of {@link #after} for content that the registry mounted from another
   * repository.
   *
   * @throws IOException to end the copy
   */
  default void mounted(Descriptor content) throws IOException {}
}
