package io.oras.core.usecase;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.Target;
import io.oras.api.error.OrasException;
import io.oras.api.model.Descriptor;
import io.oras.api.model.Manifest;
import io.oras.api.model.RawManifest;
import io.oras.core.CopyOptions;
import io.oras.core.graph.CopyPlan;
import io.oras.core.graph.GraphCopy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies an artifact from one target to another. */
public final class Copy {
  private final Session session;

  /** In this session. */
  public Copy(Session session) {
    this.session = session;
  }

  /**
   * Copies what {@code reference} names.
   *
   * @param tag names it at the destination beside the tags of the options, or null
   * @param name of the destination, in events
   */
  public RawManifest run(
      ReadOnlyTarget source,
      String reference,
      Target destination,
      @Nullable String tag,
      Object name,
      CopyOptions options)
      throws IOException {
    return session.announced(
        "copy",
        name,
        () -> {
          RawManifest root = root(source, reference, options);
          CopyPlan plan =
              new CopyPlan(
                  options.concurrency(),
                  options.subject() ? m -> withSubject(m, source) : CopyPlan.Successors.CHILDREN,
                  options.force(),
                  options.foreign(),
                  session.listener());
          new GraphCopy(session.codec(), session.limits(), session.executor())
              .copy(root, source, destination, Push.tags(tag, options.tags()), plan);
          return root;
        });
  }

  private RawManifest root(ReadOnlyTarget source, String reference, CopyOptions options)
      throws IOException {
    try {
      return new Resolve(session).manifest(source, reference, options.platform());
    } catch (OrasException e) {
      e.setSide(OrasException.Side.SOURCE);
      throw e;
    }
  }

  /** The subject too, where it is: a registry may hold a referrer without it. */
  private static List<Descriptor> withSubject(RawManifest raw, ReadOnlyTarget source)
      throws IOException {
    List<Descriptor> all = new ArrayList<>(CopyPlan.Successors.CHILDREN.of(raw));
    Descriptor subject = raw.manifest().map(Manifest::subject).orElse(null);
    if (subject != null && source.exists(subject)) {
      all.add(0, subject);
    }
    return all;
  }
}
