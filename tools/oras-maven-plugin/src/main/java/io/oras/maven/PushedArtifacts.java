package io.oras.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The artifacts that the goal {@code push} pushed for one project in this build, with their
 * digests. They are kept in the context that Maven keeps for a plugin and a project.
 */
final class PushedArtifacts {
  private static final String KEY = "io.oras.pushed";

  private final Map<Object, Object> context;

  PushedArtifacts(Map<Object, Object> context) {
    this.context = context;
  }

  /** Adds an artifact: the reference as configured, and its location by digest. */
  void add(String reference, String location) {
    List<String[]> all = new ArrayList<>(all());
    all.removeIf(each -> each[0].equals(reference));
    all.add(new String[] {reference, location});
    context.put(KEY, all);
  }

  /**
   * Returns the artifact that a goal works on. An artifact that was pushed in this build is named
   * by its digest, so that nobody else's push to the same tag comes between.
   *
   * @param reference as configured; null means the only artifact that was pushed
   * @throws MojoExecutionException if there is no reference, and not exactly one artifact was
   *     pushed
   */
  String resolve(@Nullable String reference) throws MojoExecutionException {
    List<String[]> all = all();
    if (reference != null) {
      return all.stream()
          .filter(each -> each[0].equals(reference))
          .map(each -> each[1])
          .findFirst()
          .orElse(reference);
    }
    if (all.size() == 1) {
      return all.get(0)[1];
    }
    throw new MojoExecutionException(
        all.isEmpty()
            ? "No artifact was pushed in this build for this project. Run the goal push first, or"
                + " configure the reference."
            : "Several artifacts were pushed in this build for this project. Configure which one is"
                + " meant: "
                + String.join(", ", all.stream().map(each -> each[0]).toList()));
  }

  @SuppressWarnings("unchecked") // Only this class writes the value.
  private List<String[]> all() {
    return (List<String[]>) context.getOrDefault(KEY, List.of());
  }
}
