package io.oras.core.graph;

import io.oras.api.content.RawManifest;
import io.oras.api.model.Descriptor;
import io.oras.core.context.EventPublisher;
import io.oras.core.options.CopyHooks;
import java.io.IOException;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The settings of a copy.
 *
 * @param concurrency returns how many nodes to work on at once, which may change
 * @param successors what has to be there before a manifest
 * @param force whether manifests are pushed and walked although they are there
 * @param rootFirst whether it is asked first if the root is there: all that it needs is then there
 *     too, and only the tags are given
 * @param foreign whether layers that should not be uploaded are copied too
 * @param followers what comes along because it refers to a manifest
 * @param hooks step in
 * @param events of every node
 */
public record CopyPlan(
    IntSupplier concurrency,
    Successors successors,
    boolean force,
    boolean rootFirst,
    boolean foreign,
    Followers followers,
    CopyHooks hooks,
    EventPublisher events) {
  /** What has to be copied before a manifest. */
  @FunctionalInterface
  public interface Successors {
    /** All children. */
    Successors CHILDREN = m -> m.view().map(v -> v.children()).orElse(List.of());

    /**
     * The successors of the manifest, in order.
     *
     * @throws IOException when they cannot be found out
     */
    List<Descriptor> of(RawManifest manifest) throws IOException;
  }

  /** What is copied after a manifest, because it refers to it. */
  @FunctionalInterface
  public interface Followers {
    /** None. */
    Followers NONE = // An AOT cache holds no lambda of a type with default methods.
        new Followers() {
          @Override
          public List<Descriptor> of(Descriptor subject) {
            return List.of();
          }
        };

    /**
     * The manifests whose subject this is.
     *
     * @throws IOException when they cannot be found out
     */
    List<Descriptor> of(Descriptor subject) throws IOException;

    /**
     * Is told of a manifest that {@link #of} named and the source does not have.
     *
     * @return whether the copy goes on without it
     */
    default boolean missing(Descriptor referrer) {
      return false;
    }
  }

  /** A plan without followers and hooks. */
  public CopyPlan(
      IntSupplier concurrency,
      Successors successors,
      boolean force,
      boolean foreign,
      EventPublisher events) {
    this(concurrency, successors, force, false, foreign, Followers.NONE, CopyHooks.NONE, events);
  }
}
